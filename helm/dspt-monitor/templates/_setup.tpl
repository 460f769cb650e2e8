{{/* The pod of the setup job: one step after the other, the last of them as its container. */}}
{{- define "dspt-monitor.setup.pod" -}}
{{- $root := .root -}}
{{- $setup := $root.Values.setup -}}
{{- $secrets := printf "%s\n%s" (include "dspt-monitor.secrets.ingest" $root) (include "dspt-monitor.secret.file" (dict "from" $root.Values.secrets.signingKey "path" "control.pem")) -}}
metadata:
  labels:
    {{- include "dspt-monitor.selector" $root | nindent 4 }}
    app.kubernetes.io/component: setup
  annotations:
    dspt-monitor/configuration: {{ .configuration | sha256sum }}
    dspt-monitor/revision: {{ $setup.revision | quote }}
spec:
  restartPolicy: OnFailure
  serviceAccountName: {{ .name }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: 30
  securityContext: {{- include "dspt-monitor.pod.security" $root | nindent 4 }}
  {{- include "dspt-monitor.pod.place" (dict "root" $root) | nindent 2 }}
  {{- if gt (len .steps) 1 }}
  initContainers:
    {{- range initial .steps }}
    {{- include "dspt-monitor.setup.step" (dict "root" $root "step" .) | nindent 4 }}
    {{- end }}
  {{- end }}
  containers:
    {{- include "dspt-monitor.setup.step" (dict "root" $root "step" (last .steps)) | nindent 4 }}
  volumes:
    {{- include "dspt-monitor.volumes" (dict "configuration" (printf "%s-setup" .name) "secrets" $secrets) | nindent 4 }}
    {{- with $setup.rulesVolume }}
    - name: rules
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with $setup.registersVolume }}
    - name: registers
      {{- toYaml . | nindent 6 }}
    {{- end }}
{{- end -}}

{{- define "dspt-monitor.setup.step" -}}
{{- $setup := .root.Values.setup -}}
- name: {{ .step.name }}
  image: {{ include "dspt-monitor.image" .root }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  args: {{- toYaml .step.args | nindent 4 }}
  env: {{- include "dspt-monitor.environment" (dict "root" .root "heap" $setup.heap) | nindent 4 }}
  resources: {{- toYaml $setup.resources | nindent 4 }}
  securityContext: {{- include "dspt-monitor.container.security" .root | nindent 4 }}
  volumeMounts:
    {{- include "dspt-monitor.mounts" .root | nindent 4 }}
    {{- if $setup.rulesVolume }}
    - name: rules
      mountPath: /etc/dspt-monitor/rules
      readOnly: true
    {{- end }}
    {{- if $setup.registersVolume }}
    - name: registers
      mountPath: /etc/dspt-monitor/registers
      readOnly: true
    {{- end }}
{{- end -}}

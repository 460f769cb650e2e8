{{/* What every pod may: nothing. It satisfies the restricted profile of Kubernetes' pod security standards. */}}
{{- define "dspt-monitor.pod.security" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "dspt-monitor.container.security" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Where pods may run; takes the root and the component. */}}
{{- define "dspt-monitor.pod.place" -}}
{{- $pods := .root.Values.pods -}}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $pods.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $pods.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $pods.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* Copies of one thing apart from each other; takes the root and the component. */}}
{{- define "dspt-monitor.pod.spread" -}}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: {{ $.root.Values.pods.spread }}
    labelSelector:
      matchLabels:
        {{- include "dspt-monitor.selector" $.root | nindent 8 }}
        app.kubernetes.io/component: {{ $.component }}
  {{- end }}
{{- end -}}

{{/* Options of the JVM; takes the root and the heap. Those that never change stand in the image. */}}
{{- define "dspt-monitor.environment" -}}
- name: JDK_JAVA_OPTIONS
  value: {{ printf "-Xmx%s%s" .heap (ternary " -Djava.security.auth.login.config=/etc/dspt-monitor/secrets/kafka-login.conf" "" (not (empty .root.Values.kafka.loginSecret))) | quote }}
- name: DSPT_LOG_LEVEL
  value: {{ .root.Values.pods.logLevel }}
{{- end -}}

{{/* A key of a secret as a file; takes the reference and the path. */}}
{{- define "dspt-monitor.secret.file" -}}
- secret:
    name: {{ .from.name }}
    items:
      - key: {{ .from.key }}
        path: {{ .path }}
{{- end -}}

{{/* What every Kafka client of this release needs to get in. */}}
{{- define "dspt-monitor.secrets.kafka" -}}
{{- with .Values.kafka.caSecret }}
{{ include "dspt-monitor.secret.file" (dict "from" . "path" "kafka-ca.pem") }}
{{- end }}
{{- with .Values.kafka.clientCertificateSecret }}
{{ include "dspt-monitor.secret.file" (dict "from" . "path" "kafka-client.pem") }}
{{- end }}
{{- with .Values.kafka.loginSecret }}
{{ include "dspt-monitor.secret.file" (dict "from" . "path" "kafka-login.conf") }}
{{- end }}
{{- end -}}

{{/* Volumes that all have; takes the name of the ConfigMap and the projected secrets. */}}
{{- define "dspt-monitor.volumes" -}}
- name: configuration
  configMap:
    name: {{ .configuration }}
- name: secrets
  projected:
    # 0440: for the group of the pod.
    defaultMode: 288
    sources: {{- .secrets | trim | nindent 6 }}
# Native libraries are unpacked here at the start.
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- end -}}

{{- define "dspt-monitor.mounts" -}}
- name: configuration
  mountPath: /etc/dspt-monitor/configuration
  readOnly: true
- name: secrets
  mountPath: /etc/dspt-monitor/secrets
  readOnly: true
- name: tmp
  mountPath: /tmp
{{- end -}}

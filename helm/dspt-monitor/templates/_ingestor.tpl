{{/*
An ingestor: takes the root, the name of the source, the command, its configuration, its secrets and replicas; whether there may be
more of it as work grows (scales), whether it is one for ever (alone), whether it listens, whether it needs an identity.
*/}}
{{- define "dspt-monitor.ingestor.deployment" -}}
{{- $root := .root -}}
{{- $ingest := $root.Values.ingest -}}
{{- $name := printf "%s-ingest-%s" (include "dspt-monitor.name" $root) .source -}}
{{- $component := printf "ingest-%s" .source -}}
{{- $scaled := and .scales (ne $ingest.autoscaling.kind "none") }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name }}
  labels: {{- include "dspt-monitor.labels" $root | nindent 4 }}
data:
  ingest.yaml: | {{- .configuration | nindent 4 }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels:
    {{- include "dspt-monitor.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
spec:
  {{- if not $scaled }}
  replicas: {{ .replicas }}
  {{- end }}
  strategy:
    type: {{ ternary "Recreate" "RollingUpdate" (not (empty .alone)) }}
  selector:
    matchLabels:
      {{- include "dspt-monitor.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
  template:
    metadata:
      labels:
        {{- include "dspt-monitor.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ $component }}
        dspt-monitor/ingestor: "true"
        {{- if and .identity (eq $root.Values.azure.credential "workload-identity") }}
        azure.workload.identity/use: "true"
        {{- end }}
      annotations:
        dspt-monitor/configuration: {{ .configuration | sha256sum }}
        {{- with $root.Values.pods.annotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "dspt-monitor.ingestor" $root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # The process stops by itself within 30 s: it commits what was begun.
      terminationGracePeriodSeconds: 45
      securityContext: {{- include "dspt-monitor.pod.security" $root | nindent 8 }}
      {{- include "dspt-monitor.pod.place" (dict "root" $root) | nindent 6 }}
      {{- include "dspt-monitor.pod.spread" (dict "root" $root "component" $component) | nindent 6 }}
      containers:
        - name: ingest
          image: {{ include "dspt-monitor.image" $root }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args:
            - ingest
            - {{ .command }}
            - --config
            - /etc/dspt-monitor/configuration/ingest.yaml
            - --wait-for-kafka
            - PT5M
          env:
            {{- include "dspt-monitor.environment" (dict "root" $root "heap" $ingest.heap) | nindent 12 }}
          ports:
            - name: metrics
              containerPort: {{ include "dspt-monitor.port.metrics" $root }}
            {{- if .listens }}
            - name: events
              containerPort: {{ include "dspt-monitor.port.events" $root }}
            {{- end }}
          # Longer than it waits for Kafka: it ends itself then, and says why.
          startupProbe:
            httpGet:
              path: /healthz
              port: metrics
            periodSeconds: 5
            timeoutSeconds: 2
            failureThreshold: 72
          livenessProbe:
            httpGet:
              path: /healthz
              port: metrics
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          readinessProbe:
            httpGet:
              path: /readyz
              port: metrics
            periodSeconds: 5
            timeoutSeconds: 5
            failureThreshold: 2
          resources: {{- toYaml $ingest.resources | nindent 12 }}
          securityContext: {{- include "dspt-monitor.container.security" $root | nindent 12 }}
          volumeMounts: {{- include "dspt-monitor.mounts" $root | nindent 12 }}
      volumes: {{- include "dspt-monitor.volumes" (dict "configuration" $name "secrets" .secrets) | nindent 8 }}
{{- if or (gt (int .replicas) 1) $scaled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  labels: {{- include "dspt-monitor.labels" $root | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "dspt-monitor.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
{{- end }}
{{- if and $scaled (eq $ingest.autoscaling.kind "hpa") }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  labels: {{- include "dspt-monitor.labels" $root | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ $name }}
  minReplicas: {{ .replicas }}
  maxReplicas: {{ max .replicas $ingest.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $ingest.autoscaling.targetCpuPercent }}
{{- end }}
{{- if and $scaled (eq $ingest.autoscaling.kind "keda") }}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ $name }}
  labels: {{- include "dspt-monitor.labels" $root | nindent 4 }}
spec:
  scaleTargetRef:
    name: {{ $name }}
  minReplicaCount: {{ .replicas }}
  maxReplicaCount: {{ max .replicas $ingest.autoscaling.maxReplicas }}
  triggers:
    - type: prometheus
      metadata:
        serverAddress: {{ $ingest.autoscaling.prometheusUrl | quote }}
        query: sum(max by (source, partition) (dspt_ingest_hub_behind{source="{{ .source }}"}))
        threshold: {{ $ingest.autoscaling.targetBehind | quote }}
{{- end }}
{{- end -}}

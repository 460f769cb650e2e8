{{/* The section kafka, of every configuration. */}}
{{- define "dspt-monitor.configuration.kafka" -}}
kafka:
  bootstrap.servers: {{ .Values.kafka.bootstrapServers | quote }}
  {{- range $name, $value := .Values.kafka.properties }}
  {{ $name }}: {{ $value | quote }}
  {{- end }}
  {{- if .Values.kafka.caSecret }}
  ssl.truststore.type: PEM
  ssl.truststore.location: /etc/dspt-monitor/secrets/kafka-ca.pem
  {{- end }}
  {{- if .Values.kafka.clientCertificateSecret }}
  ssl.keystore.type: PEM
  ssl.keystore.location: /etc/dspt-monitor/secrets/kafka-client.pem
  {{- end }}
{{- end -}}

{{/* What all configurations of ingestors begin with. */}}
{{- define "dspt-monitor.configuration.ingest" -}}
{{ include "dspt-monitor.configuration.kafka" . }}
replication: {{ .Values.topics.replication }}
mask_key_file: /etc/dspt-monitor/secrets/mask.key
estates:
  {{- range .Values.estates }}
  - name: {{ .name | quote }}
    {{- with .tenants }}
    tenants: {{ toJson . }}
    {{- end }}
    {{- with .subscriptions }}
    subscriptions: {{ toJson . }}
    {{- end }}
  {{- end }}
quarantine: {{ .Values.quarantine | quote }}
metrics:
  address: 0.0.0.0
  port: {{ include "dspt-monitor.port.metrics" . }}
{{- end -}}

{{- define "dspt-monitor.configuration.credential" -}}
credential:
  kind: {{ .Values.azure.credential }}
  {{- if and .Values.azure.clientId (ne .Values.azure.credential "workload-identity") }}
  client_id: {{ .Values.azure.clientId | quote }}
  {{- end }}
  {{- if and .Values.azure.tenantId (ne .Values.azure.credential "managed-identity") }}
  tenant_id: {{ .Values.azure.tenantId | quote }}
  {{- end }}
{{- end -}}

{{/* One hub; takes the root and the hub. */}}
{{- define "dspt-monitor.configuration.hub" -}}
event_hubs:
  - name: {{ .hub.name | quote }}
    {{- if .hub.connectionStringSecret }}
    connection_string_file: /etc/dspt-monitor/secrets/connection-string
    {{- else }}
    namespace: {{ .hub.namespace | quote }}
    {{- include "dspt-monitor.configuration.credential" .root | nindent 4 }}
    {{- end }}
    {{- with .hub.hub }}
    hub: {{ . | quote }}
    {{- end }}
    consumer_group: {{ .hub.consumerGroup | default "dspt-monitor" | quote }}
    {{- with .hub.estate }}
    estate: {{ . | quote }}
    {{- end }}
    start: {{ .hub.start | default "earliest" | quote }}
    {{- with .hub.transport }}
    transport: {{ . }}
    {{- end }}
    {{- with .hub.proxy }}
    proxy: {{ . | quote }}
    {{- end }}
    {{- with .hub.endpoint }}
    endpoint: {{ . | quote }}
    {{- end }}
    {{- with .hub.prefetch }}
    prefetch: {{ . }}
    {{- end }}
{{- end -}}

{{- define "dspt-monitor.configuration.eventgrid" -}}
{{- $grid := .Values.eventGrid -}}
event_grid:
  name: {{ $grid.name | quote }}
  address: 0.0.0.0
  port: {{ include "dspt-monitor.port.events" . }}
  {{- with $grid.path }}
  path: {{ . | quote }}
  {{- end }}
  {{- with $grid.estate }}
  estate: {{ . | quote }}
  {{- end }}
  {{- if $grid.tls }}
  tls:
    keystore_file: /etc/dspt-monitor/secrets/webhook.p12
    password_file: /etc/dspt-monitor/secrets/webhook.password
  {{- end }}
  {{- if $grid.sharedSecret }}
  shared_secret_file: /etc/dspt-monitor/secrets/webhook.secret
  {{- end }}
  {{- with $grid.entra }}
  entra:
    tenant_id: {{ .tenantId | quote }}
    audience: {{ toJson .audience }}
    {{- with .senders }}
    senders: {{ toJson . }}
    {{- end }}
  {{- end }}
{{- end -}}

{{- define "dspt-monitor.configuration.inventory" -}}
{{- $inventory := .Values.inventory -}}
inventory:
  name: {{ $inventory.name | quote }}
  {{- include "dspt-monitor.configuration.credential" . | nindent 2 }}
  {{- with $inventory.subscriptions }}
  subscriptions: {{ toJson . }}
  {{- end }}
  {{- with $inventory.managementGroups }}
  management_groups: {{ toJson . }}
  {{- end }}
  {{- if $inventory.wholeTenant }}
  whole_tenant: true
  {{- end }}
  {{- with $inventory.estate }}
  estate: {{ . | quote }}
  {{- end }}
  {{- with $inventory.wholeEvery }}
  whole_every: {{ . }}
  {{- end }}
  {{- with $inventory.changesEvery }}
  changes_every: {{ . }}
  {{- end }}
  {{- with $inventory.settling }}
  settling: {{ . }}
  {{- end }}
{{- end -}}

{{- define "dspt-monitor.configuration.stream" -}}
{{- $stream := .Values.stream -}}
{{- $console := printf "%s-console" (include "dspt-monitor.name" .) -}}
{{ include "dspt-monitor.configuration.kafka" . }}
application_id: {{ $stream.applicationId | quote }}
state_directory: /var/lib/dspt-monitor
threads: {{ $stream.threads }}
standby_replicas: {{ $stream.standbyReplicas }}
trusted_keys:
  {{- range $i, $key := .Values.secrets.trustedKeys }}
  - /etc/dspt-monitor/secrets/trusted-{{ $i }}.pem
  {{- end }}
console:
  address: 0.0.0.0
  port: {{ include "dspt-monitor.port.console" . }}
  hosts:
    - {{ $console }}
    - {{ $console }}.{{ .Release.Namespace }}
    - {{ $console }}.{{ .Release.Namespace }}.svc
    {{- range $stream.console.hosts }}
    - {{ . | quote }}
    {{- end }}
  {{- with $stream.console.url }}
  url: {{ . | quote }}
  {{- end }}
{{- if $stream.alertmanagers }}
alerts:
  alertmanagers:
    {{- range $i, $alertmanager := $stream.alertmanagers }}
    - name: {{ .name | quote }}
      url: {{ .url | quote }}
      {{- with .basicAuth }}
      basic_auth:
        username: {{ .username | quote }}
        password_file: /etc/dspt-monitor/secrets/alertmanager-{{ $i }}.password
      {{- end }}
      {{- if .bearerTokenSecret }}
      bearer_token_file: /etc/dspt-monitor/secrets/alertmanager-{{ $i }}.token
      {{- end }}
      {{- if .caSecret }}
      ca_file: /etc/dspt-monitor/secrets/alertmanager-{{ $i }}-ca.pem
      {{- end }}
    {{- end }}
  resend_every: {{ $stream.alerts.resendEvery }}
  acknowledged_for: {{ $stream.alerts.acknowledgedFor }}
  {{- with $stream.alerts.runbookUrl }}
  runbook_url: {{ . | quote }}
  {{- end }}
  demonstrations: {{ $stream.alerts.demonstrations }}
{{- end }}
{{- end -}}

{{/* Secrets of the streams application as sources of a projected volume. */}}
{{- define "dspt-monitor.secrets.stream" -}}
{{- range $i, $key := .Values.secrets.trustedKeys }}
{{ include "dspt-monitor.secret.file" (dict "from" $key "path" (printf "trusted-%d.pem" $i)) }}
{{- end }}
{{- include "dspt-monitor.secrets.kafka" . }}
{{- range $i, $alertmanager := .Values.stream.alertmanagers }}
{{- with .basicAuth }}
{{ include "dspt-monitor.secret.file" (dict "from" .passwordSecret "path" (printf "alertmanager-%d.password" $i)) }}
{{- end }}
{{- with .bearerTokenSecret }}
{{ include "dspt-monitor.secret.file" (dict "from" . "path" (printf "alertmanager-%d.token" $i)) }}
{{- end }}
{{- with .caSecret }}
{{ include "dspt-monitor.secret.file" (dict "from" . "path" (printf "alertmanager-%d-ca.pem" $i)) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "dspt-monitor.secrets.ingest" -}}
{{ include "dspt-monitor.secret.file" (dict "from" .Values.secrets.maskKey "path" "mask.key") }}
{{- include "dspt-monitor.secrets.kafka" . }}
{{- end -}}

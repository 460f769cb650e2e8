{{/* The name of everything of this release. */}}
{{- define "dspt-monitor.name" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 32 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 32 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 32 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What its pods are found by. */}}
{{- define "dspt-monitor.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "dspt-monitor.labels" -}}
{{ include "dspt-monitor.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "dspt-monitor.image" -}}
{{- $image := .Values.image -}}
{{- $name := $image.repository -}}
{{- if $image.registry -}}
{{- $name = printf "%s/%s" (trimSuffix "/" $image.registry) $name -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $name $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name ($image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* Whose account the ingestors are; its name stands in the federated credential of the managed identity. */}}
{{- define "dspt-monitor.ingestor" -}}
{{ include "dspt-monitor.name" . }}-ingestor
{{- end -}}

{{/* Ports, as the processes are told. */}}
{{- define "dspt-monitor.port.console" -}}8080{{- end -}}
{{- define "dspt-monitor.port.metrics" -}}9464{{- end -}}
{{- define "dspt-monitor.port.events" -}}8443{{- end -}}

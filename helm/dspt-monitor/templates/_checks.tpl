{{/* What no schema can say: values that contradict each other. Each is refused with its path. */}}
{{- define "dspt-monitor.checks" -}}
{{- $stream := .Values.stream -}}
{{- if ge (int $stream.standbyReplicas) (int $stream.replicas) -}}
{{- fail (printf "stream.standbyReplicas: %d copies need %d other pods, and stream.replicas is %d" (int $stream.standbyReplicas) (int $stream.standbyReplicas) (int $stream.replicas)) -}}
{{- end -}}
{{- if gt (mul (int $stream.replicas) (int $stream.threads)) (int .Values.topics.partitions) -}}
{{- fail (printf "stream.replicas: %d pods of %d threads, and topics.partitions has work for %d threads" (int $stream.replicas) (int $stream.threads) (int .Values.topics.partitions)) -}}
{{- end -}}
{{- if and (eq .Values.topics.madeBy "strimzi") (not .Values.topics.strimzi.cluster) -}}
{{- fail "topics.strimzi.cluster: of which Kafka are the topics that topics.madeBy leaves to Strimzi?" -}}
{{- end -}}
{{- if and .Values.monitoring.podMonitors .Values.monitoring.serviceMonitors -}}
{{- fail "monitoring.serviceMonitors: monitoring.podMonitors has the same pods scraped already" -}}
{{- end -}}
{{- $estates := list -}}
{{- range $i, $estate := .Values.estates -}}
{{- if has .name $estates -}}
{{- fail (printf "estates[%d].name: two estates are called '%s'" $i .name) -}}
{{- end -}}
{{- $estates = append $estates .name -}}
{{- end -}}
{{- if has .Values.quarantine $estates -}}
{{- fail (printf "quarantine: '%s' is one of the estates" .Values.quarantine) -}}
{{- end -}}
{{- $sources := list -}}
{{- range $i, $hub := .Values.eventHubs -}}
{{- $sources = append $sources (dict "path" (printf "eventHubs[%d]" $i) "source" $hub) -}}
{{- end -}}
{{- range $path := list "eventGrid" "inventory" -}}
{{- with index $.Values $path -}}
{{- $sources = append $sources (dict "path" $path "source" .) -}}
{{- end -}}
{{- end -}}
{{- $names := list -}}
{{- range $sources -}}
{{- if has .source.name $names -}}
{{- fail (printf "%s.name: two sources are called '%s'" .path .source.name) -}}
{{- end -}}
{{- $names = append $names .source.name -}}
{{- if and .source.estate (not (has .source.estate $estates)) -}}
{{- fail (printf "%s.estate: '%s' is none of estates" .path .source.estate) -}}
{{- end -}}
{{- $identity := and (ne .path "eventGrid") (not .source.connectionStringSecret) -}}
{{- if and $identity (eq $.Values.azure.credential "workload-identity") (not $.Values.azure.clientId) -}}
{{- fail (printf "azure.clientId: %s reads as a workload identity, and this says which" .path) -}}
{{- end -}}
{{- end -}}
{{- range $i, $register := .Values.setup.registers -}}
{{- if not $.Values.setup.registersVolume -}}
{{- fail "setup.registersVolume: where are the files of setup.registers?" -}}
{{- end -}}
{{- if not (has .estate $estates) -}}
{{- fail (printf "setup.registers[%d].estate: '%s' is none of estates" $i .estate) -}}
{{- end -}}
{{- end -}}
{{- $needed := or .Values.monitoring.prometheusRules .Values.monitoring.dashboards -}}
{{- if and $needed (not (.Files.Glob "files/alerts/*.yaml")) -}}
{{- fail "monitoring: rules and dashboards are put into the chart when it is packaged: run helm/package, and install what it makes" -}}
{{- end -}}
{{- end -}}

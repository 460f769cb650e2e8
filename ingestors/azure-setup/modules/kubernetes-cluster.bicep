// What was asked of the API of an AKS cluster. The full audit, kube-audit, holds every read too and is many times as much.

param clusterName string
param settingName string
param authorizationRuleId string
param hubName string
param archiveAccountId string

resource cluster 'Microsoft.ContainerService/managedClusters@2025-01-01' existing = {
  name: clusterName
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: settingName
  scope: cluster
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: [
      {
        category: 'kube-audit-admin'
        enabled: true
      }
      {
        category: 'guard'
        enabled: true
      }
    ]
  }
}

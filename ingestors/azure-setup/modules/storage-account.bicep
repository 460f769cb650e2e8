// Who read, wrote and deleted what in a storage account, told by each of its services.

param accountName string
param services ('blob' | 'file' | 'queue' | 'table')[]
param categories ('StorageRead' | 'StorageWrite' | 'StorageDelete')[]
param settingName string
param authorizationRuleId string
param hubName string
param archiveAccountId string

var logs = [
  for category in categories: {
    category: category
    enabled: true
  }
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'blob')) {
  name: settingName
  scope: blobService
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: logs
  }
}

resource fileService 'Microsoft.Storage/storageAccounts/fileServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource fileLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'file')) {
  name: settingName
  scope: fileService
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: logs
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'queue')) {
  name: settingName
  scope: queueService
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: logs
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'table')) {
  name: settingName
  scope: tableService
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: logs
  }
}

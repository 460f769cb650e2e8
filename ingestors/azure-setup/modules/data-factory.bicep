// Where the activities of a data factory ran.

param factoryName string
param settingName string
param authorizationRuleId string
param hubName string
param archiveAccountId string

resource factory 'Microsoft.DataFactory/factories@2018-06-01' existing = {
  name: factoryName
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: settingName
  scope: factory
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: [
      {
        category: 'ActivityRuns'
        enabled: true
      }
    ]
  }
}

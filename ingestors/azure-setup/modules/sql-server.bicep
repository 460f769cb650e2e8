// Who signed in to the databases of a server and whose rights changed, and what Microsoft's own engineers did there.
//
// Two things are needed: auditing that sends to Azure Monitor, and a diagnostic setting on the database master, which
// stands for all of the server.

param serverName string
param turnAuditingOn bool
param auditGroups string[]
param settingName string
param authorizationRuleId string
param hubName string
param archiveAccountId string

resource server 'Microsoft.Sql/servers@2023-08-01' existing = {
  name: serverName
}

resource master 'Microsoft.Sql/servers/databases@2023-08-01' existing = {
  parent: server
  name: 'master'
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: settingName
  scope: master
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: [
      {
        category: 'SQLSecurityAuditEvents'
        enabled: true
      }
      {
        category: 'DevOpsOperationsAudit'
        enabled: true
      }
    ]
  }
}

// Replaces the setting that is there, with the storage account it may have named.
resource auditing 'Microsoft.Sql/servers/auditingSettings@2023-08-01' = if (turnAuditingOn) {
  parent: server
  name: 'default'
  properties: {
    state: 'Enabled'
    isAzureMonitorTargetEnabled: true
    auditActionsAndGroups: auditGroups
  }
  dependsOn: [logs]
}

resource engineers 'Microsoft.Sql/servers/devOpsAuditingSettings@2023-08-01' = if (turnAuditingOn) {
  parent: server
  name: 'Default'
  properties: {
    state: 'Enabled'
    isAzureMonitorTargetEnabled: true
  }
  dependsOn: [logs]
}

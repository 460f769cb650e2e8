// Which backups of a Recovery Services vault succeeded.

param vaultName string
param settingName string
param authorizationRuleId string
param hubName string
param archiveAccountId string

resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' existing = {
  name: vaultName
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: settingName
  scope: vault
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubName
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: [
      {
        category: 'AddonAzureBackupJobs'
        enabled: true
      }
    ]
  }
}

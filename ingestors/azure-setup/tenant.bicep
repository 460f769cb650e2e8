// The logs of Entra. A deployment at the tenant needs elevated access; docs/azure-setup.md has a way without it.
//
//   az deployment tenant create --location uksouth --parameters tenant.bicepparam

targetScope = 'tenant'

import { hubs, settingName } from 'hubs.bicep'

@description('Output authorizationRuleId of main.bicep.')
param authorizationRuleId string

@description('Output archiveAccountId of main.bicep; empty: no archive.')
param archiveAccountId string = ''

@description('Categories to send. The four of risk need Entra ID P2; a category that your tenant does not have is refused.')
param categories string[] = [
  'AuditLogs'
  'SignInLogs'
  'NonInteractiveUserSignInLogs'
  'ServicePrincipalSignInLogs'
  'ManagedIdentitySignInLogs'
  'ADFSSignInLogs'
  'RiskyUsers'
  'UserRiskEvents'
  'RiskyServicePrincipals'
  'ServicePrincipalRiskEvents'
]

resource entra 'microsoft.aadiam/diagnosticSettings@2017-04-01' = {
  name: settingName
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubs.entra
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: [
      for category in categories: {
        category: category
        enabled: true
      }
    ]
  }
}

// What one subscription tells: its activity log, its resource events, and what Defender for Cloud finds in it. Once for
// each subscription that is to be watched.
//
//   az deployment sub create --location uksouth --parameters subscription.bicepparam

targetScope = 'subscription'

import { hubs, settingName } from 'hubs.bicep'

@description('Output authorizationRuleId of main.bicep.')
param authorizationRuleId string

@description('Output archiveAccountId of main.bicep; empty: no archive.')
param archiveAccountId string = ''

@description('Categories of the activity log to send. These three are what rules look at.')
param activityLogCategories ('Administrative' | 'Alert' | 'Autoscale' | 'Policy' | 'Recommendation' | 'ResourceHealth' | 'Security' | 'ServiceHealth')[] = ['Administrative', 'Policy', 'Security']

@description('Output principalId of main.bicep, to let the monitor list the resources of this subscription. Empty: it may not, or may already by management-group.bicep.')
param monitorPrincipalId string = ''

@description('Resource group of this subscription for the Event Grid topics and Defender\'s export. It has to exist.')
param resourceGroupName string

@description('Which events to send: resources (operations), resource-states (the resource after a change), policy-states. Empty: none.')
param eventGridTopics ('resources' | 'resource-states' | 'policy-states')[] = []

@description('Where events go. docs/azure-setup.md, "Event Grid", says which way suits which network.')
@allowed(['webhook', 'event-hub'])
param eventGridDestination string = 'webhook'

@description('Address of the ingestor, such as https://events.example.nhs.uk/. No secret stands in it.')
param webhookUrl string = ''

@description('Id of the Entra application that stands for the ingestor.')
param webhookApplicationId string = ''

@description('Id of the hub event-grid, with eventGridDestination event-hub.')
param eventGridHubId string = ''

@description('Id of the hub defender, to which Defender for Cloud exports. Empty: no export.')
param defenderHubId string = ''

@description('Region of Defender\'s export.')
param location string = 'uksouth'

resource activityLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: settingName
  properties: {
    eventHubAuthorizationRuleId: authorizationRuleId
    eventHubName: hubs.activity
    storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
    logs: [
      for category in activityLogCategories: {
        category: category
        enabled: true
      }
    ]
  }
}

// Reader sees how resources are set up, and nothing of what they hold.
var reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'

resource inventory 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(monitorPrincipalId)) {
  name: guid(subscription().id, monitorPrincipalId, reader)
  properties: {
    principalId: monitorPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', reader)
  }
}

module events 'modules/event-grid.bicep' = if (!empty(eventGridTopics)) {
  name: 'dspt-event-grid'
  scope: resourceGroup(resourceGroupName)
  params: {
    source: subscription().id
    topicNames: eventGridTopics
    destination: eventGridDestination
    webhookUrl: webhookUrl
    webhookApplicationId: webhookApplicationId
    webhookTenantId: tenant().tenantId
    hubId: eventGridHubId
  }
}

module defender 'modules/defender-export.bicep' = if (!empty(defenderHubId)) {
  name: 'dspt-defender-export'
  scope: resourceGroup(resourceGroupName)
  params: {
    location: location
    hubId: defenderHubId
  }
}

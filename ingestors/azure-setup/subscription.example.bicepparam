// Copy to subscription.bicepparam, once for each subscription. All values are invented.

using 'subscription.bicep'

param authorizationRuleId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-dspt-monitor/providers/Microsoft.EventHub/namespaces/evhns-dspt-northern-trust/authorizationRules/azure-monitor'
param archiveAccountId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-dspt-monitor/providers/Microsoft.Storage/storageAccounts/stdsptlogarchive'

param monitorPrincipalId = '55555555-5555-5555-5555-555555555555'

param resourceGroupName = 'rg-dspt-monitor'

param eventGridTopics = ['resources', 'resource-states', 'policy-states']
param eventGridDestination = 'webhook'
param webhookUrl = 'https://dspt-events.example.nhs.uk/'
param webhookApplicationId = '66666666-6666-6666-6666-666666666666'

param defenderHubId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-dspt-monitor/providers/Microsoft.EventHub/namespaces/evhns-dspt-northern-trust/eventhubs/defender'

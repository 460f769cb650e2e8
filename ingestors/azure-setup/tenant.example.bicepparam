// Copy to tenant.bicepparam. All values are invented.

using 'tenant.bicep'

param authorizationRuleId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-dspt-monitor/providers/Microsoft.EventHub/namespaces/evhns-dspt-northern-trust/authorizationRules/azure-monitor'
param archiveAccountId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-dspt-monitor/providers/Microsoft.Storage/storageAccounts/stdsptlogarchive'

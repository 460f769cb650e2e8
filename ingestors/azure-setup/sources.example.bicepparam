// Copy to sources.bicepparam, once for each resource group. All values are invented.

using 'sources.bicep'

param authorizationRuleId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-dspt-monitor/providers/Microsoft.EventHub/namespaces/evhns-dspt-northern-trust/authorizationRules/azure-monitor'
param archiveAccountId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-dspt-monitor/providers/Microsoft.Storage/storageAccounts/stdsptlogarchive'

param storageAccounts = ['stpacsimages', 'stpathologyreports']
param keyVaults = ['kv-pacs']
param sqlServers = [
  {
    name: 'sql-patient-administration'
    turnAuditingOn: false
  }
]
param healthDataWorkspaces = [
  {
    name: 'hdsnortherntrust'
    fhirServices: ['fhir']
    dicomServices: ['dicom']
  }
]
param dataFactories = ['adf-pacs-archive']
param recoveryVaults = ['rsv-clinical']

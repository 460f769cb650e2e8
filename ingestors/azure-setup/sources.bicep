// Logs of the resources in one resource group. Once for each resource group that holds some; the resources exist already.
//
//   az deployment group create --resource-group rg-clinical-data --parameters sources.bicepparam
//
// A resource sends only to a hub of its own region.

targetScope = 'resourceGroup'

import { hubs, settingName } from 'hubs.bicep'

@description('A workspace of Azure Health Data Services and the services in it.')
type healthDataWorkspace = {
  name: string
  fhirServices: string[]
  dicomServices: string[]
}

@description('A logical SQL server.')
type sqlServer = {
  name: string

  @description('Whether to turn auditing on, in place of what is set now. Without it the audit has to be on already and to send to Azure Monitor.')
  turnAuditingOn: bool
}

@description('Output authorizationRuleId of main.bicep of the same region.')
param authorizationRuleId string

@description('Output archiveAccountId of main.bicep of the same region; empty: no archive.')
param archiveAccountId string = ''

@description('Storage accounts. An account has no setting of its own: its services have.')
param storageAccounts string[] = []

@description('Services of these accounts. Premium accounts have one only.')
param storageServices ('blob' | 'file' | 'queue' | 'table')[] = ['blob', 'file', 'queue', 'table']

@description('What to send of them. Reads are by far the most.')
param storageCategories ('StorageRead' | 'StorageWrite' | 'StorageDelete')[] = [
  'StorageRead'
  'StorageWrite'
  'StorageDelete'
]

param keyVaults string[] = []

param sqlServers sqlServer[] = []

@description('What is audited where turnAuditingOn is set. None of these carries the text of queries, which may name patients and is not masked.')
param sqlAuditGroups string[] = [
  'SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP'
  'FAILED_DATABASE_AUTHENTICATION_GROUP'
  'DATABASE_PERMISSION_CHANGE_GROUP'
  'DATABASE_PRINCIPAL_CHANGE_GROUP'
  'DATABASE_ROLE_MEMBER_CHANGE_GROUP'
]

param healthDataWorkspaces healthDataWorkspace[] = []

param dataFactories string[] = []

@description('Recovery Services vaults, for their backup jobs.')
param recoveryVaults string[] = []

@description('AKS clusters. No rule looks at their logs yet: they are counted, and left out of judgement.')
param kubernetesClusters string[] = []

module storage 'modules/storage-account.bicep' = [
  for account in storageAccounts: {
    name: take('dspt-storage-${account}', 64)
    params: {
      accountName: account
      services: storageServices
      categories: storageCategories
      settingName: settingName
      authorizationRuleId: authorizationRuleId
      hubName: hubs.storage
      archiveAccountId: archiveAccountId
    }
  }
]

module keyVault 'modules/key-vault.bicep' = [
  for vault in keyVaults: {
    name: take('dspt-key-vault-${vault}', 64)
    params: {
      vaultName: vault
      settingName: settingName
      authorizationRuleId: authorizationRuleId
      hubName: hubs.keyVault
      archiveAccountId: archiveAccountId
    }
  }
]

module sql 'modules/sql-server.bicep' = [
  for server in sqlServers: {
    name: take('dspt-sql-${server.name}', 64)
    params: {
      serverName: server.name
      turnAuditingOn: server.turnAuditingOn
      auditGroups: sqlAuditGroups
      settingName: settingName
      authorizationRuleId: authorizationRuleId
      hubName: hubs.sql
      archiveAccountId: archiveAccountId
    }
  }
]

module healthData 'modules/health-data-workspace.bicep' = [
  for workspace in healthDataWorkspaces: {
    name: take('dspt-health-data-${workspace.name}', 64)
    params: {
      workspaceName: workspace.name
      fhirServices: workspace.fhirServices
      dicomServices: workspace.dicomServices
      settingName: settingName
      authorizationRuleId: authorizationRuleId
      hubName: hubs.healthData
      archiveAccountId: archiveAccountId
    }
  }
]

module dataFactory 'modules/data-factory.bicep' = [
  for factory in dataFactories: {
    name: take('dspt-data-factory-${factory}', 64)
    params: {
      factoryName: factory
      settingName: settingName
      authorizationRuleId: authorizationRuleId
      hubName: hubs.services
      archiveAccountId: archiveAccountId
    }
  }
]

module recoveryVault 'modules/recovery-vault.bicep' = [
  for vault in recoveryVaults: {
    name: take('dspt-recovery-vault-${vault}', 64)
    params: {
      vaultName: vault
      settingName: settingName
      authorizationRuleId: authorizationRuleId
      hubName: hubs.services
      archiveAccountId: archiveAccountId
    }
  }
]

module kubernetesCluster 'modules/kubernetes-cluster.bicep' = [
  for cluster in kubernetesClusters: {
    name: take('dspt-kubernetes-${cluster}', 64)
    params: {
      clusterName: cluster
      settingName: settingName
      authorizationRuleId: authorizationRuleId
      hubName: hubs.services
      archiveAccountId: archiveAccountId
    }
  }
]

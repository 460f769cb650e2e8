// The event hubs that logs are sent to, and the identity that reads them.
//
//   az deployment group create --resource-group rg-dspt-monitor --parameters main.bicepparam

targetScope = 'resourceGroup'

import { consumerGroup, hubs } from 'hubs.bicep'

@description('Name of the Event Hubs namespace, unique in Azure. It becomes the host NAME.servicebus.windows.net.')
@minLength(6)
@maxLength(50)
param namespaceName string

@description('Region of everything here. Resources send their logs only to hubs of their own region: whoever has resources in UK West deploys a second time, there.')
@allowed(['uksouth', 'ukwest'])
param location string = 'uksouth'

@description('Throughput units to begin with. Each takes in 1 MB or 1,000 events a second and gives out 2 MB a second.')
@minValue(1)
@maxValue(20)
param throughputUnits int = 1

@description('Throughput units the namespace may grow to by itself. It never shrinks by itself. Not more than throughputUnits: it does not grow.')
@maxValue(20)
param maximumThroughputUnits int = 4

@description('Days for which records stay in the hubs, which is how long the ingestor may be down without losing any. Seven is the most that the Standard tier keeps.')
@minValue(1)
@maxValue(7)
param retentionDays int = 7

@description('Partitions of each hub. Their number cannot be changed later.')
@minValue(1)
@maxValue(32)
param partitionCount int = 4

@description('Who reaches the namespace over the network. Trusted services of Microsoft, Azure Monitor among them, do in each case.')
@allowed(['all-networks', 'selected-networks', 'private-endpoint'])
param networkAccess string = 'selected-networks'

@description('Addresses or ranges from which the ingestor may connect, with networkAccess selected-networks. At least one: without any, Azure lets everybody in. Single addresses stand without /32: storage accounts refuse it.')
param allowedAddresses string[] = []

@description('Subnet for the private endpoint, with networkAccess private-endpoint.')
param privateEndpointSubnetId string = ''

@description('Private DNS zone privatelink.servicebus.windows.net in which the endpoint is to be entered. Empty: you enter it yourself.')
param privateDnsZoneId string = ''

@description('Whether shared keys may be used. Azure Monitor sends by a shared key; docs/azure-setup.md, "Shared keys", says what is known of doing without.')
param sharedKeys bool = true

@description('What the shared key of Azure Monitor may do. All three are what Azure documents for diagnostic settings.')
param exporterRights ('Listen' | 'Manage' | 'Send')[] = ['Listen', 'Manage', 'Send']

@description('Name of the identity as which the ingestor reads.')
param identityName string = 'id-dspt-monitor'

@description('OpenID Connect issuer of the Kubernetes cluster on which the ingestor runs. Empty: no workload identity.')
param clusterIssuer string = ''

@description('Namespace and name of the ingestor\'s service account in that cluster.')
param serviceAccount string = 'dspt-monitor:dspt-monitor-ingestor'

@description('Object id of the service principal Windows Azure Security Resource Provider, which exports what Defender for Cloud finds. Empty: no export.')
param defenderPrincipalId string = ''

@description('Name of a storage account to keep the logs in as well, where nobody can change them. Empty: none.')
@maxLength(24)
param archiveAccountName string = ''

@description('Days for which a log in the archive can be neither changed nor deleted.')
@minValue(1)
param archiveImmutableDays int = 180

@description('Days after which a log is deleted from the archive. More than archiveImmutableDays.')
@minValue(1)
param archiveRetentionDays int = 730

@description('Unlocked at first. Locked cannot be undone: then the days can only grow.')
@allowed(['Unlocked', 'Locked'])
param archiveImmutability string = 'Unlocked'

@description('Whether the archive account accepts its keys beside Entra identities.')
param archiveSharedKeys bool = false

param tags object = {}

var dataReceiver = 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
var dataSender = '2b629674-e913-4c01-ae53-ef4638d8f975'

module eventHubs 'modules/namespace.bicep' = {
  name: 'dspt-namespace'
  params: {
    name: namespaceName
    location: location
    hubNames: map(items(hubs), hub => hub.value)
    consumerGroup: consumerGroup
    throughputUnits: throughputUnits
    maximumThroughputUnits: maximumThroughputUnits
    retentionDays: retentionDays
    partitionCount: partitionCount
    networkAccess: networkAccess
    allowedAddresses: allowedAddresses
    sharedKeys: sharedKeys
    exporterRights: exporterRights
    tags: tags
  }
}

module identity 'modules/identity.bicep' = {
  name: 'dspt-identity'
  params: {
    name: identityName
    location: location
    clusterIssuer: clusterIssuer
    serviceAccount: serviceAccount
    tags: tags
  }
}

// On each hub, not on the namespace: a hub that somebody adds for another purpose is not read by the monitor.
module reading 'modules/hub-role.bicep' = {
  name: 'dspt-reading'
  params: {
    namespaceName: eventHubs.outputs.name
    hubNames: map(items(hubs), hub => hub.value)
    principalId: identity.outputs.principalId
    roleId: dataReceiver
  }
}

module defenderSending 'modules/hub-role.bicep' = if (!empty(defenderPrincipalId)) {
  name: 'dspt-defender-sending'
  params: {
    namespaceName: eventHubs.outputs.name
    hubNames: [hubs.defender]
    principalId: defenderPrincipalId
    roleId: dataSender
  }
}

module privateEndpoint 'modules/private-endpoint.bicep' = if (networkAccess == 'private-endpoint') {
  name: 'dspt-private-endpoint'
  params: {
    name: 'pe-${namespaceName}'
    location: location
    serviceId: eventHubs.outputs.id
    subnetId: privateEndpointSubnetId
    dnsZoneId: privateDnsZoneId
    tags: tags
  }
}

module archive 'modules/archive.bicep' = if (!empty(archiveAccountName)) {
  name: 'dspt-archive'
  params: {
    name: archiveAccountName
    location: location
    immutableDays: archiveImmutableDays
    retentionDays: archiveRetentionDays
    immutability: archiveImmutability
    sharedKeys: archiveSharedKeys
    allowedAddresses: allowedAddresses
    readerPrincipalId: identity.outputs.principalId
    tags: tags
  }
}

@description('For namespace in the ingestor\'s configuration.')
output host string = '${namespaceName}.servicebus.windows.net'

@description('For authorizationRuleId of the other templates.')
output authorizationRuleId string = eventHubs.outputs.authorizationRuleId

@description('For monitorPrincipalId of the other templates.')
output principalId string = identity.outputs.principalId

@description('For client_id in the ingestor\'s configuration and the annotation of its service account.')
output clientId string = identity.outputs.clientId

@description('For archiveAccountId of the other templates; empty where there is none.')
output archiveAccountId string = empty(archiveAccountName) ? '' : resourceId('Microsoft.Storage/storageAccounts', archiveAccountName)

// A namespace of the Standard tier with its hubs, a consumer group on each, and the key by which Azure Monitor sends.

param name string
param location string
param hubNames string[]
param consumerGroup string
param throughputUnits int
param maximumThroughputUnits int
param retentionDays int
param partitionCount int
param networkAccess ('all-networks' | 'selected-networks' | 'private-endpoint')
param allowedAddresses string[]
param sharedKeys bool
param exporterRights ('Listen' | 'Manage' | 'Send')[]
param tags object

var grows = maximumThroughputUnits > throughputUnits
var publicAccess = networkAccess == 'private-endpoint' ? 'Disabled' : 'Enabled'

resource eventHubs 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: throughputUnits
  }
  properties: {
    disableLocalAuth: !sharedKeys
    isAutoInflateEnabled: grows
    maximumThroughputUnits: grows ? maximumThroughputUnits : 0
    minimumTlsVersion: '1.2'
    publicNetworkAccess: publicAccess
    // UK West has no availability zones.
    zoneRedundant: location == 'uksouth'
  }
}

resource network 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: eventHubs
  name: 'default'
  properties: {
    publicNetworkAccess: publicAccess
    defaultAction: networkAccess == 'private-endpoint' ? null : (networkAccess == 'selected-networks' ? 'Deny' : 'Allow')
    // Diagnostic settings, and Defender's export, come from Azure's own networks.
    trustedServiceAccessEnabled: true
    virtualNetworkRules: []
    ipRules: [
      for address in (networkAccess == 'selected-networks' ? allowedAddresses : []): {
        action: 'Allow'
        ipMask: address
      }
    ]
  }
}

// One after the other: a namespace may refuse changes that are made at once.
@batchSize(1)
resource hub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = [
  for hubName in hubNames: {
    parent: eventHubs
    name: hubName
    properties: {
      partitionCount: partitionCount
      retentionDescription: {
        // Not compacted: Azure Monitor gives its messages no key.
        cleanupPolicy: 'Delete'
        retentionTimeInHours: retentionDays * 24
      }
    }
  }
]

@batchSize(1)
resource reader 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = [
  for (hubName, index) in hubNames: {
    parent: hub[index]
    name: consumerGroup
    properties: {
      userMetadata: 'Read by dspt-monitor only.'
    }
  }
]

// On the namespace: a diagnostic setting of a resource does not take a key of a single hub.
resource exporter 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = if (sharedKeys) {
  parent: eventHubs
  name: 'azure-monitor'
  properties: {
    rights: exporterRights
  }
}

output id string = eventHubs.id
output name string = eventHubs.name
output authorizationRuleId string = sharedKeys ? exporter.id : ''

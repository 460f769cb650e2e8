// The way to the namespace from a virtual network.

param name string
param location string
param serviceId string
param subnetId string
param dnsZoneId string
param tags object

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'event-hubs'
        properties: {
          privateLinkServiceId: serviceId
          groupIds: ['namespace']
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = if (!empty(dnsZoneId)) {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'event-hubs'
        properties: {
          privateDnsZoneId: dnsZoneId
        }
      }
    ]
  }
}

// One role for one principal on each of these hubs. Azure's SDK asks about the hub itself before it reads, so that a role
// on the consumer group alone is refused.

param namespaceName string
param hubNames string[]
param principalId string
param roleId string

resource eventHubs 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: namespaceName
}

resource hub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = [
  for hubName in hubNames: {
    parent: eventHubs
    name: hubName
  }
]

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (hubName, index) in hubNames: {
    name: guid(hub[index].id, principalId, roleId)
    scope: hub[index]
    properties: {
      principalId: principalId
      // Named, because a principal that was just created may not be found by its id yet.
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    }
  }
]

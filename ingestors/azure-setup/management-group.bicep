// Lets the monitor list the resources of every subscription below a management group, and of those that are added later.
//
//   az deployment mg create --management-group-id NAME --location uksouth \
//     --template-file management-group.bicep --parameters monitorPrincipalId=ID

targetScope = 'managementGroup'

@description('Output principalId of main.bicep.')
param monitorPrincipalId string

// Reader sees how resources are set up, and nothing of what they hold.
var reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'

resource inventory 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id, monitorPrincipalId, reader)
  properties: {
    principalId: monitorPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: tenantResourceId('Microsoft.Authorization/roleDefinitions', reader)
  }
}

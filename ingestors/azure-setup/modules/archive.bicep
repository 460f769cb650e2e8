// A storage account for logs alone. Diagnostic settings create a container for each category and append to
//
//   insights-logs-CATEGORY/resourceId=/SUBSCRIPTIONS/…/y=2026/m=03/d=10/h=07/m=00/PT1H.json
//   insights-activity-logs/resourceId=/SUBSCRIPTIONS/…/y=2026/m=03/d=10/h=07/m=00/PT1H.json
//
// The containers do not exist before the first record, so that what protects them is set on the account.

param name string
param location string
param immutableDays int
param retentionDays int
param immutability ('Unlocked' | 'Locked')
param sharedKeys bool
param allowedAddresses string[]
param readerPrincipalId string
param tags object

var blobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    // Both stay in the region. UK West has no availability zones.
    name: location == 'uksouth' ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: sharedKeys
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    immutableStorageWithVersioning: {
      enabled: true
      immutabilityPolicy: {
        state: immutability
        immutabilityPeriodSinceCreationInDays: immutableDays
        // Azure Monitor appends to the file of the running hour.
        allowProtectedAppendWrites: true
      }
    }
    networkAcls: {
      // Azure Monitor writes as a trusted service.
      bypass: 'AzureServices'
      defaultAction: 'Deny'
      ipRules: [
        for address in allowedAddresses: {
          action: 'Allow'
          value: address
        }
      ]
      virtualNetworkRules: []
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    deleteRetentionPolicy: {
      enabled: true
      days: 30
    }
  }
}

// Azure deletes append blobs by rule; it cannot move them to a cheaper tier.
resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'logs-expire'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['appendBlob']
              prefixMatch: ['insights-']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: retentionDays
                }
              }
              // What is deleted lives on as a version.
              version: {
                delete: {
                  daysAfterCreationGreaterThan: retentionDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [blobs]
}

// On the account, because the containers come later and hold nothing but logs.
resource reading 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, readerPrincipalId, blobDataReader)
  scope: account
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataReader)
  }
}

output id string = account.id

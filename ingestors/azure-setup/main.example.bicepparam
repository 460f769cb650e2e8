// Copy to main.bicepparam and put your own values in. All of these are invented.

using 'main.bicep'

param namespaceName = 'evhns-dspt-northern-trust'
param location = 'uksouth'

param networkAccess = 'selected-networks'
// Where the ingestor's traffic leaves your network.
param allowedAddresses = ['198.51.100.24']

param throughputUnits = 1
param maximumThroughputUnits = 4
param retentionDays = 7
param partitionCount = 4

// az aks show --resource-group RG --name CLUSTER --query oidcIssuerProfile.issuerUrl --output tsv
param clusterIssuer = 'https://uksouth.oic.prod-aks.azure.com/11111111-1111-1111-1111-111111111111/33333333-3333-3333-3333-333333333333/'
param serviceAccount = 'dspt-monitor:dspt-monitor-ingestor'

// az ad sp list --filter "displayName eq 'Windows Azure Security Resource Provider'" --query "[0].id" --output tsv
param defenderPrincipalId = '44444444-4444-4444-4444-444444444444'

// Leave these out where no archive is wanted.
param archiveAccountName = 'stdsptlogarchive'
param archiveImmutableDays = 180
param archiveRetentionDays = 730

param tags = {
  'data-classification': 'logs'
  owner: 'security-operations'
}

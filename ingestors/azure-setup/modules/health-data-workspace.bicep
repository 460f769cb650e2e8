// Who read and changed which resource of a FHIR service, and which study of a DICOM service.

param workspaceName string
param fhirServices string[]
param dicomServices string[]
param settingName string
param authorizationRuleId string
param hubName string
param archiveAccountId string

resource workspace 'Microsoft.HealthcareApis/workspaces@2024-03-31' existing = {
  name: workspaceName
}

resource fhir 'Microsoft.HealthcareApis/workspaces/fhirservices@2024-03-31' existing = [
  for service in fhirServices: {
    parent: workspace
    name: service
  }
]

resource dicom 'Microsoft.HealthcareApis/workspaces/dicomservices@2024-03-31' existing = [
  for service in dicomServices: {
    parent: workspace
    name: service
  }
]

resource fhirLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (service, index) in fhirServices: {
    name: settingName
    scope: fhir[index]
    properties: {
      eventHubAuthorizationRuleId: authorizationRuleId
      eventHubName: hubName
      storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
      logs: [
        {
          category: 'AuditLogs'
          enabled: true
        }
      ]
    }
  }
]

resource dicomLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (service, index) in dicomServices: {
    name: settingName
    scope: dicom[index]
    properties: {
      eventHubAuthorizationRuleId: authorizationRuleId
      eventHubName: hubName
      storageAccountId: empty(archiveAccountId) ? null : archiveAccountId
      logs: [
        {
          category: 'AuditLogs'
          enabled: true
        }
      ]
    }
  }
]

// What Defender for Cloud finds in a subscription, sent to an event hub by Defender's own identity, without a key.

param location string
param hubId string

var sources = [
  'Alerts'
  'Assessments'
  'SubAssessments'
  'SecureScores'
  'RegulatoryComplianceAssessment'
  // All states once a week, so that what changed while nobody listened comes to light.
  'AssessmentsSnapshot'
]

resource export 'Microsoft.Security/automations@2023-12-01-preview' = {
  name: 'dspt-monitor'
  location: location
  properties: {
    description: 'Continuous export to dspt-monitor.'
    isEnabled: true
    scopes: [
      {
        description: 'The whole subscription'
        scopePath: subscription().id
      }
    ]
    sources: [
      for source in sources: {
        eventSource: source
      }
    ]
    actions: [
      {
        actionType: 'EventHub'
        eventHubResourceId: hubId
        isTrustedServiceEnabled: true
      }
    ]
  }
}

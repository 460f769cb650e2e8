// Events of a subscription or of a resource group, sent to the ingestor's webhook or to an event hub.
//
// Topics of these sources are global. Such a topic can have no managed identity, so that it reaches an event hub only by
// its shared key, and none that a firewall guards. The webhook needs neither.

@description('Id of a subscription, or of a resource group to hear of that alone. Policy states exist for subscriptions only.')
param source string
param topicNames ('resources' | 'resource-states' | 'policy-states')[]
@allowed(['webhook', 'event-hub'])
param destination string
param webhookUrl string
param webhookApplicationId string
param webhookTenantId string
param hubId string

var ofGroup = contains(toLower(source), '/resourcegroups/')

var topics = [
  {
    name: 'resources'
    type: ofGroup ? 'Microsoft.Resources.ResourceGroups' : 'Microsoft.Resources.Subscriptions'
    events: [
      'Microsoft.Resources.ResourceWriteSuccess'
      'Microsoft.Resources.ResourceWriteFailure'
      'Microsoft.Resources.ResourceDeleteSuccess'
      'Microsoft.Resources.ResourceDeleteFailure'
      'Microsoft.Resources.ResourceActionSuccess'
      'Microsoft.Resources.ResourceActionFailure'
    ]
  }
  {
    name: 'resource-states'
    type: 'Microsoft.ResourceNotifications.Resources'
    events: [
      'Microsoft.ResourceNotifications.Resources.CreatedOrUpdated'
      'Microsoft.ResourceNotifications.Resources.Deleted'
    ]
  }
  {
    name: 'policy-states'
    type: 'Microsoft.PolicyInsights.PolicyStates'
    events: [
      'Microsoft.PolicyInsights.PolicyStateCreated'
      'Microsoft.PolicyInsights.PolicyStateChanged'
      'Microsoft.PolicyInsights.PolicyStateDeleted'
    ]
  }
]

var wanted = filter(topics, topic => contains(topicNames, topic.name))

var webhook = {
  endpointType: 'WebHook'
  properties: {
    endpointUrl: webhookUrl
    azureActiveDirectoryTenantId: webhookTenantId
    azureActiveDirectoryApplicationIdOrUri: webhookApplicationId
    maxEventsPerBatch: 100
    preferredBatchSizeInKilobytes: 256
    minimumTlsVersionAllowed: '1.2'
  }
}

var eventHub = {
  endpointType: 'EventHub'
  properties: {
    resourceId: hubId
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = [
  for each in wanted: {
    name: 'dspt-${each.name}-${take(uniqueString(source), 6)}'
    location: 'global'
    properties: {
      source: source
      topicType: each.type
    }
  }
]

resource delivery 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for (each, index) in wanted: {
    parent: topic[index]
    name: 'dspt-monitor'
    properties: {
      destination: any(destination == 'webhook' ? webhook : eventHub)
      eventDeliverySchema: 'EventGridSchema'
      filter: {
        includedEventTypes: each.events
      }
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: 1440
      }
    }
  }
]

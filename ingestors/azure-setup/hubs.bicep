// What the event hubs are called. A diagnostic setting names the hub it sends to and the ingestor's configuration names
// the hub it reads, so that the names stand once, here. A namespace of the Standard tier holds ten hubs.

@export()
var hubs = {
  activity: 'activity'
  entra: 'entra'
  storage: 'storage'
  keyVault: 'key-vault'
  sql: 'sql'
  healthData: 'health-data'
  services: 'services'
  defender: 'defender'
  eventGrid: 'event-grid'
}

@export()
var consumerGroup = 'dspt-monitor'

// The name of every diagnostic setting that these templates create.
@export()
var settingName = 'dspt-monitor'

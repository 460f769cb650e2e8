package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.SecurityAlert;
import io.dspt.monitor.core.event.AzureEvent.SecurityAssessment;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the records of Microsoft Defender tell rules. */
class DefenderReadersTest {
    private static final String MACHINE =
            "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm";
    private static final String SCORE =
            "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/providers/Microsoft.Security/secureScores/ascScore";

    @Test
    void shouldReadAnAlertOfContinuousExport() {
        ReadRecord alert = ReadRecord.of(
                "{'AlertType':'VM_Odd','AlertDisplayName':'Odd sign-in','Severity':'High','Status':'New','SystemAlertId':'a-1',"
                        + "'CompromisedEntity':'vm','TimeGenerated':'2026-03-02T09:00:00Z'}");

        alert.as(SecurityAlert.class);
        alert.assertText("a-1", Facts.ALERT_ID);
        alert.assertText("Odd sign-in", Facts.ALERT_NAME);
        alert.assertText("High", Facts.ALERT_SEVERITY);
        alert.assertText("New", Facts.ALERT_STATUS);
        alert.assertText("vm", Facts.ALERT_ENTITY);
    }

    @Test
    void shouldReadTheSameFactsOfAnAlertOfGraphAndOfResourceManager() {
        ReadRecord graph = ReadRecord.of(
                "{'id':'g-1','title':'Password spray','createdDateTime':'2026-03-02T09:00:00Z','severity':'high','status':'inProgress','serviceSource':'x'}");
        ReadRecord resource = ReadRecord.of(
                "{'type':'Microsoft.Security/Locations/alerts','id':'" + SCORE
                        + "/alerts/r-1','properties':{'alertDisplayName':'Odd','severity':'Low','status':'Dismissed','compromisedEntity':'vm','timeGeneratedUtc':'2026-03-02T09:00:00Z'}}");

        graph.assertText("g-1", Facts.ALERT_ID);
        graph.assertText("inProgress", Facts.ALERT_STATUS);
        resource.assertText("r-1", Facts.ALERT_ID);
        resource.assertText("Low", Facts.ALERT_SEVERITY);
        resource.assertText("Dismissed", Facts.ALERT_STATUS);
    }

    @Test
    void shouldNotGuessTheStatusOfAnAlertThatDoesNotTellIt() {
        ReadRecord hunting = ReadRecord.of(
                "{'category':'AdvancedHunting-AlertInfo','time':'2026-03-02T09:00:00Z','properties':{'AlertId':'h-1','Severity':'High','Title':'Odd'}}");

        hunting.assertText("h-1", Facts.ALERT_ID);
        hunting.assertUnknown(Facts.ALERT_STATUS);
    }

    @Test
    void shouldReadTheAlertThatANoticeOfTheActivityLogTells() {
        ReadRecord notice = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'Security','operationName':'MICROSOFT.SECURITY/LOCATIONS/ALERTS/ACTIVATE/ACTION',"
                        + "'resultType':'Active','resourceId':'/SUBSCRIPTIONS/7D1C9A52-0000-4000-8000-000000000B01/PROVIDERS/MICROSOFT.SECURITY/LOCATIONS/UKSOUTH/ALERTS/N-1',"
                        + "'properties':{'Severity':'High','eventCategory':'Security'}}");

        notice.as(SecurityAlert.class);
        notice.assertText("N-1", Facts.ALERT_ID);
        notice.assertText("High", Facts.ALERT_SEVERITY);
        notice.assertText("Active", Facts.ALERT_STATUS);
    }

    @Test
    void shouldReadASubAssessmentSpeltInPascalCase() {
        ReadRecord sub = ReadRecord.of("{'Type':'Microsoft.Security/assessments/subAssessments','Id':'" + MACHINE
                + "/providers/Microsoft.Security/assessments/a/subassessments/s','Properties':{'DisplayName':'Odd library',"
                + "'Status':{'Code':'Unhealthy','Severity':'High'},'TimeGenerated':'2026-03-02T09:00:00Z',"
                + "'AdditionalData':{'Cvss':{'2.0':{'Base':5.0},'3.0':{'Base':9.8}},'Data':{'HasPublicExploit':true}}},"
                + "'SecurityEventDataEnrichment':{'Action':'Delete','IsSnapshot':true}}");

        SecurityAssessment event = sub.as(SecurityAssessment.class);
        assertEquals(Effect.DELETE, event.effect());
        assertTrue(event.snapshot());
        sub.assertText("Unhealthy", ReadRecord.property("subAssessment.state"));
        sub.assertText("High", ReadRecord.property("subAssessment.severity"));
        sub.assertWhole(98, ReadRecord.property("subAssessment.cvssTenths"));
        sub.assertFlag(true, ReadRecord.property("subAssessment.exploited"));
    }

    @Test
    void shouldDateAnAssessmentByTheChangeOfItsState() {
        ReadRecord assessment = ReadRecord.of(
                "{'type':'Microsoft.Security/assessments','name':'a','time':'2026-03-09T09:00:00Z','properties':{'displayName':'Updates',"
                        + "'status':{'code':'Unhealthy','statusChangeDate':'2026-03-02T09:00:00Z'},'resourceDetails':{'id':'"
                        + MACHINE + "'}},'securityEventDataEnrichment':{'action':'Write','isSnapshot':false}}");

        SecurityAssessment event = assessment.as(SecurityAssessment.class);
        assertEquals(Effect.WRITE, event.effect());
        assertFalse(event.snapshot());
        assessment.assertResource(MACHINE + "/providers/Microsoft.Security/assessments/a");
        assertEquals(Instant.parse("2026-03-02T09:00:00Z"), assessment.header().time());
    }

    @Test
    void shouldReadTheSecureScoreInPerCent() {
        ReadRecord score = ReadRecord.of("{'type':'Microsoft.Security/secureScores','id':'" + SCORE
                + "','properties':{'score':{'max':58,'current':27.62,'percentage':0.4762}}}");
        ReadRecord odd = ReadRecord.of("{'type':'Microsoft.Security/secureScores','id':'" + SCORE
                + "','properties':{'score':{'percentage':'much'}}}");

        score.assertWhole(48, ReadRecord.property("score.percentage"));
        odd.assertUnknown(ReadRecord.property("score.percentage"));
    }

    @Test
    void shouldReadTheStandardOfAComplianceAssessmentFromItsId() {
        ReadRecord control = ReadRecord.of(
                "{'type':'Microsoft.Security/regulatoryComplianceStandards/regulatoryComplianceControls/regulatoryComplianceAssessments',"
                        + "'id':'/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/providers/Microsoft.Security/regulatoryComplianceStandards/Bench/regulatoryComplianceControls/1/regulatoryComplianceAssessments/x',"
                        + "'properties':{'state':'Failed'}}");

        control.assertText("Bench", ReadRecord.property("complianceControl.standard"));
        control.assertText("Failed", ReadRecord.property("complianceControl.state"));
    }
}

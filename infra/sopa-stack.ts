import { CfnOutput, Duration, RemovalPolicy, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { AuditTable } from './constructs/audit-table.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { batchAnswerTimeout, Functions, stepAnswerTimeout } from './constructs/functions.ts';
import { MailSending } from './constructs/mail-sending.ts';
import { MeetingLife } from './constructs/meeting-life.ts';
import { OwnDomain } from './constructs/own-domain.ts';
import { RecordsTable } from './constructs/records-table.ts';
import { ScheduledFunction } from './constructs/scheduled-function.ts';
import { type OpenIdProvider, StaffSignIn } from './constructs/staff-sign-in.ts';
import { StageLifecycle } from './constructs/stage-lifecycle.ts';
import { Website } from './constructs/website.ts';
import { WorkList } from './constructs/work-list.ts';
import { type DeploymentContext, readContext } from './context.ts';

/** All of SOPA: what is kept, what runs, what is mailed, what is served, who signs in, and what wakes somebody up. */
export class SopaStack extends Stack {
  constructor(scope: Construct, id: string, region: string) {
    super(scope, id, {
      env: { region },
      description:
        'SOPA: internships of future primary-school teachers, from the mission letter to the report',
      terminationProtection: true,
    });
    const context = readContext(this.node);
    const records = new RecordsTable(this, 'Records');
    const audit = new AuditTable(this, 'Audit');
    const secret = this.#masterSecret();
    const mailSending = new MailSending(this, 'MailSending', context);
    const { domainName, certificateArn, hostedZoneId, hostedZoneName } = context;
    const website = new Website(this, 'Website', { isReachedByDomain: domainName !== undefined });
    if (domainName && certificateArn)
      new OwnDomain(this, 'OwnDomain', {
        api: website.api,
        stage: website.stage,
        domainName,
        certificateArn,
        zone: hostedZoneId && hostedZoneName ? { id: hostedZoneId, name: hostedZoneName } : undefined,
      });
    const publicUrl = context.publicUrl ?? website.api.apiEndpoint;
    const functions = new Functions(this, 'Functions', {
      publicUrl,
      mailFrom: context.mailFrom,
      records,
      secret,
      mailSending,
    });

    const lifecycle = new StageLifecycle(this, 'StageLifecycle', {
      stepTimeout: stepAnswerTimeout,
      steps: {
        planStage: functions.of('PlanStage'),
        sendAssignment: functions.of('SendAssignment'),
        sendBriefing: functions.of('SendBriefing'),
        openRound: functions.of('OpenRound'),
        awaitReport: functions.of('AwaitReport'),
        distributeReport: functions.of('DistributeReport'),
        sendFarewell: functions.of('SendFarewell'),
        recordUnreturned: functions.of('RecordUnreturned'),
        recordTrouble: functions.of('RecordTrouble'),
      },
    }).machine;
    const work = new WorkList(this, 'WorkList', {
      stepTimeout: batchAnswerTimeout,
      steps: {
        workOff: functions.of('WorkOff'),
        recordStoppedWork: functions.of('RecordStoppedWork'),
      },
    }).machine;

    const meeting = new MeetingLife(this, 'MeetingLife', {
      stepTimeout: stepAnswerTimeout,
      steps: {
        planMeeting: functions.of('PlanMeeting'),
        gatherGuests: functions.of('GatherGuests'),
        tellGuests: functions.of('TellGuests'),
        remindGuests: functions.of('RemindGuests'),
        closeMeeting: functions.of('CloseMeeting'),
        recordMeetingTrouble: functions.of('RecordMeetingTrouble'),
      },
    }).machine;

    const tutor = functions.of('Tutor');
    const console = functions.of('Console');
    const auth = functions.of('Auth');
    const assets = functions.of('Assets');
    const workOff = functions.of('WorkOff');
    const mailEvents = functions.of('MailEvents');
    const takeUp = functions.of('TakeUp');
    const reconcile = functions.of('Reconcile');
    const launchScheduled = functions.of('LaunchScheduled');
    const digest = functions.of('Digest');

    for (const one of [auth, console]) one.addEnvironment('AUDIT_TABLE_NAME', audit.table.tableName);
    audit.grant(auth, 'PutItem');
    audit.grant(console, 'PutItem', 'Query');
    for (const one of [workOff, console, takeUp, reconcile]) {
      one.addEnvironment('LIFECYCLE_ARN', lifecycle.stateMachineArn);
      lifecycle.grantStartExecution(one);
    }
    for (const one of [console, takeUp, reconcile, launchScheduled]) {
      one.addEnvironment('WORK_ARN', work.stateMachineArn);
      work.grantStartExecution(one);
    }
    for (const one of [console, takeUp, reconcile]) {
      one.addEnvironment('MEETING_ARN', meeting.stateMachineArn);
      meeting.grantStartExecution(one);
    }
    // So is a meeting's whose date or place changed.
    meeting.allowStopping([console, takeUp, reconcile]);
    meeting.allowAsking([takeUp, reconcile]);
    // A placement whose dates or tutor changed has its execution stopped before the next revision is started.
    lifecycle.allowAsking([console, takeUp, reconcile]);
    lifecycle.allowStopping([workOff, console, takeUp, reconcile]);
    lifecycle.allowListing([reconcile]);
    work.allowAsking([takeUp]);
    lifecycle.allowRinging([tutor, console, functions.of('AwaitReport'), takeUp]);
    // The sweep over what died between an intention and its effect (architecture, 15): half an hour, beside the ten minutes
    // that it is left alone, is the longest that it may lie.
    new ScheduledFunction(this, 'TakingUp', {
      description: 'Takes up what was intended and is not done',
      schedule: ScheduleExpression.rate(Duration.minutes(30)),
      handler: takeUp,
    });
    // People choose a day and an hour: five minutes late is on time.
    new ScheduledFunction(this, 'ScheduledLaunches', {
      description: 'Launches the campaigns whose launch is scheduled for now',
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      handler: launchScheduled,
    });
    new ScheduledFunction(this, 'NightlyReconciliation', {
      description: 'Holds what runs against what should run',
      schedule: ScheduleExpression.cron({ hour: '3', minute: '10', timeZone: TimeZone.EUROPE_PARIS }),
      handler: reconcile,
    });
    new ScheduledFunction(this, 'MorningDigest', {
      description: 'Tells those in charge of a site what waits there',
      schedule: ScheduleExpression.cron({ hour: '8', minute: '0', timeZone: TimeZone.EUROPE_PARIS }),
      handler: digest,
    });

    // Asked for by anybody or sent by staff, answered at once: the mail is the business of another function.
    const mailLink = functions.of('MailLink');
    for (const one of [tutor, console]) {
      one.addEnvironment('MAIL_LINK_ARN', mailLink.functionArn);
      one.allowInvoking(mailLink);
    }

    // Whom an answer names, who comes instead, is told at once; or, where that died, by the sweep.
    const tellGuests = functions.of('TellGuests');
    for (const one of [tutor, takeUp]) {
      one.addEnvironment('TELL_GUESTS_ARN', tellGuests.functionArn);
      one.allowInvoking(tellGuests);
    }

    const mailTrial = functions.of('MailTrial');
    console.addEnvironment('MAIL_TRIAL_ARN', mailTrial.functionArn);
    console.allowInvoking(mailTrial);

    mailSending.tell(mailEvents);
    website.route({ tutor, console, auth, assets });
    // The console asks the provider every few minutes who a signed-in person is by now.
    for (const [name, value] of Object.entries(this.#signIn(context, publicUrl)))
      for (const one of [auth, console]) one.addEnvironment(name, value);

    new Alarms(this, 'Alarms', {
      alarmEmail: context.alarmEmail,
      lifecycle,
      work,
      meeting,
      pages: [tutor, console, auth, assets],
      mailEvents,
      unseen: [takeUp, reconcile, launchScheduled, digest, mailLink, mailTrial, tellGuests],
      stage: website.stage,
      lostEvents: mailSending.lostEvents,
    });
    new Dashboard(this, 'Dashboard', {
      lifecycle,
      stage: website.stage,
      functions: functions.all,
      table: records.table,
    });
    new CfnOutput(this, 'PublicUrl', { value: publicUrl });
    new CfnOutput(this, 'TableName', { value: records.table.tableName });
  }

  /** Link tokens, form tokens and sessions are derived from it, each by a key of its own (functions/store/secret.ts). */
  #masterSecret(): Secret {
    const secret = new Secret(this, 'MasterSecret', {
      description: 'SOPA: what links, forms and sessions are derived from',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Links in mails already sent are derived from it: rotating it by the calendar would break every one of them in ' +
        'the middle of a campaign. It is replaced by hand when it may be known, and tutors ask for a new link (runbook).',
    });
    return secret;
  }

  #signIn(context: DeploymentContext, publicUrl: string): Record<string, string> {
    const { issuer, clientId, roleClaim, sitesClaim } = this.#provider(context, publicUrl);
    const { oidcAcrValues } = context;
    return {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_ROLE_CLAIM: roleClaim,
      OIDC_SITES_CLAIM: sitesClaim,
      ...(oidcAcrValues && { OIDC_ACR_VALUES: oidcAcrValues }),
    };
  }

  #provider(context: DeploymentContext, publicUrl: string): OpenIdProvider {
    const { oidcIssuer, oidcClientId, oidcRoleClaim, oidcSitesClaim, loginPrefix } = context;
    if (oidcIssuer === undefined || oidcClientId === undefined) {
      return new StaffSignIn(this, 'StaffSignIn', { publicUrl, loginPrefix }).provider;
    }
    return {
      issuer: oidcIssuer,
      clientId: oidcClientId,
      roleClaim: oidcRoleClaim,
      sitesClaim: oidcSitesClaim,
    };
  }
}

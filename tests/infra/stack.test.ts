import { readFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { nameOf, readable, readTemplate } from './template.ts';

const template = readTemplate(inject('assembly'));

describe.each(['RecordsTable', 'AuditTable'])('%s', (name) => {
  const table = template.named('AWS::DynamoDB::Table', name);

  test('is encrypted, recoverable to any second, and survives the stack and a slip of the hand', () => {
    expect(table.DeletionPolicy).toBe('Retain');
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });
});

describe('the table of records', () => {
  const table = template.named('AWS::DynamoDB::Table', 'RecordsTable');

  test('is found by key, by the one lookup, by what is due, as lists show it, and by what waits', () => {
    expect(table.Properties).toMatchObject({
      KeySchema: [{ AttributeName: 'pk' }, { AttributeName: 'sk' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byLookup',
          KeySchema: [{ AttributeName: 'lookupPk' }, { AttributeName: 'lookupSk' }],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'byDue',
          KeySchema: [{ AttributeName: 'duePk' }, { AttributeName: 'dueSk' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['campaignId', 'studentNumber'] },
        },
        {
          IndexName: 'byList',
          KeySchema: [{ AttributeName: 'listPk' }, { AttributeName: 'listSk' }],
          Projection: {
            ProjectionType: 'INCLUDE',
            NonKeyAttributes: expect.not.arrayContaining(['history', 'plan']),
          },
        },
        {
          IndexName: 'byAttention',
          KeySchema: [{ AttributeName: 'attentionPk' }, { AttributeName: 'attentionSk' }],
          Projection: {
            ProjectionType: 'INCLUDE',
            NonKeyAttributes: expect.not.arrayContaining(['history', 'plan', 'bytes']),
          },
        },
      ],
    });
  });
});

test('no index of a table holds more than the twenty attributes that DynamoDB takes', () => {
  const lists = JSON.stringify(template.named('AWS::DynamoDB::Table', 'RecordsTable')).matchAll(
    /"NonKeyAttributes":\[([^\]]*)\]/g,
  );
  const sizes = [...lists].map(([, names = '']) => names.split(',').length);
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
});

describe('the functions', () => {
  const functions = template.ofType('AWS::Lambda::Function');
  const mailing = ['TABLE_NAME', 'PUBLIC_URL', 'SECRET_ARN', 'MAIL_FROM', 'CONFIGURATION_SET'];
  const environments: Record<string, string[]> = {
    PlanStage: ['TABLE_NAME'],
    SendFarewell: mailing,
    SendAssignment: mailing,
    SendBriefing: mailing,
    OpenRound: mailing,
    AwaitReport: ['TABLE_NAME'],
    DistributeReport: mailing,
    RecordUnreturned: mailing,
    RecordTrouble: ['TABLE_NAME'],
    WorkOff: [...mailing, 'LIFECYCLE_ARN'],
    RecordStoppedWork: ['TABLE_NAME'],
    PlanMeeting: ['TABLE_NAME'],
    GatherGuests: ['TABLE_NAME', 'PUBLIC_URL', 'SECRET_ARN'],
    TellGuests: mailing,
    RemindGuests: mailing,
    CloseMeeting: ['TABLE_NAME'],
    RecordMeetingTrouble: ['TABLE_NAME'],
    Tutor: ['TABLE_NAME', 'PUBLIC_URL', 'SECRET_ARN', 'MAIL_LINK_ARN', 'TELL_GUESTS_ARN'],
    MailLink: mailing,
    MailTrial: mailing,
    Digest: mailing,
    TakeUp: ['TABLE_NAME', 'LIFECYCLE_ARN', 'WORK_ARN', 'MEETING_ARN', 'TELL_GUESTS_ARN'],
    LaunchScheduled: ['TABLE_NAME', 'WORK_ARN'],
    Reconcile: ['TABLE_NAME', 'LIFECYCLE_ARN', 'WORK_ARN', 'MEETING_ARN'],
    Console: [
      ...['TABLE_NAME', 'PUBLIC_URL', 'SECRET_ARN', 'LIFECYCLE_ARN', 'WORK_ARN', 'MAIL_LINK_ARN'],
      ...[
        'MAIL_TRIAL_ARN',
        'MEETING_ARN',
        'AUDIT_TABLE_NAME',
        'OIDC_ISSUER',
        'OIDC_CLIENT_ID',
        'OIDC_ROLE_CLAIM',
        'OIDC_SITES_CLAIM',
      ],
    ],
    Auth: [
      'TABLE_NAME',
      'AUDIT_TABLE_NAME',
      'PUBLIC_URL',
      'SECRET_ARN',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_ROLE_CLAIM',
      'OIDC_SITES_CLAIM',
    ],
    Assets: [],
    MailEvents: ['TABLE_NAME'],
  };

  test.each(Object.entries(environments))(
    '%s is told what it needs to know, and no more',
    (name, expected) => {
      const { Properties } = template.named('AWS::Lambda::Function', `Functions${name}`);
      const { Variables } = Object.assign({ Variables: {} }, Properties.Environment);
      expect(Object.keys(Variables).sort()).toEqual(
        [...expected, 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME'].sort(),
      );
    },
  );

  test('run on Node 24 and arm64', () => {
    for (const { Properties } of functions)
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  test('write to a log group of their own, which forgets', () => {
    const groups = functions.map(({ Properties }) => readable(Object(Properties.LoggingConfig).LogGroup));
    expect(new Set(groups).size).toBe(functions.length);
    for (const { Properties } of template.ofType('AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toBeGreaterThan(0);
  });

  test('that answer a browser give up before the API does', () => {
    for (const name of ['Tutor', 'Console', 'Auth', 'Assets'])
      expect(template.named('AWS::Lambda::Function', `Functions${name}`).Properties.Timeout).toBeLessThan(30);
  });
});

test('one dashboard shows stages, mails, pages and what is paid for', () => {
  const body = readable(template.only('AWS::CloudWatch::Dashboard').Properties.DashboardBody);
  for (const wanted of ['lifecycles by state', 'Mails by fate', 'latency', 'errors', 'Cost'])
    expect(body).toContain(wanted);
});

describe('the HTTP API', () => {
  const stage = template.only('AWS::ApiGatewayV2::Stage');

  test('serves the pages, and a page in French wherever else somebody arrives', () => {
    const routes = template.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
    expect(routes.sort()).toEqual([
      '$default',
      'ANY /auth/{proxy+}',
      'ANY /console',
      'ANY /console/{proxy+}',
      'ANY /e/{proxy+}',
      'ANY /invitation/{proxy+}',
      'ANY /r/{proxy+}',
      'GET /',
      'GET /accessibilite',
      'GET /assets/{proxy+}',
      'GET /contact',
      'GET /donnees-personnelles',
      'GET /guide/{stage}',
      'GET /guide/{stage}/guide.pdf',
      'GET /lien',
      'GET /logo/{name}',
      'GET /mentions-legales',
      'POST /lien',
    ]);
  });

  test('is throttled, and more so where anybody may post', () => {
    expect(stage.Properties.RouteSettings).toMatchObject({
      'POST /lien': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 },
      'GET /guide/{stage}/guide.pdf': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 },
      'ANY /auth/{proxy+}': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
    expect(stage.Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
    });
  });

  test('lets no page of another origin read an answer', () => {
    expect(template.only('AWS::ApiGatewayV2::Api').Properties.CorsConfiguration).toBeUndefined();
  });

  test('logs neither paths nor query strings, which hold links and sign-in codes, nor who asked', () => {
    const { Format } = Object.assign({ Format: '' }, stage.Properties.AccessLogSettings);
    const logged = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name).sort();
    expect(logged).toEqual([
      'integrationErrorMessage',
      'requestId',
      'requestTime',
      'responseLatency',
      'responseLength',
      'routeKey',
      'status',
    ]);
  });
});

describe('staff sign-in', () => {
  test('has no sign-up, and asks for a second factor', () => {
    expect(template.only('AWS::Cognito::UserPool')).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        DeletionProtection: 'ACTIVE',
      },
    });
    // Nobody comes along.
    expect(template.ofType('AWS::Cognito::UserPoolUser')).toEqual([]);
  });

  test('lets nobody give themselves a role', () => {
    const { Properties } = template.only('AWS::Cognito::UserPoolClient');
    expect(Properties.ReadAttributes).toEqual(expect.arrayContaining(['custom:role', 'custom:sites']));
    expect(Properties.WriteAttributes).toEqual(['email', 'name']);
  });

  test('is a code flow without a secret, back to our own address', () => {
    const { Properties } = template.only('AWS::Cognito::UserPoolClient');
    expect(Properties).toMatchObject({ AllowedOAuthFlows: ['code'], GenerateSecret: false });
    expect([Properties.CallbackURLs].flat().map(readable)).toEqual(['WebsiteApi.ApiEndpoint/auth/callback']);
    expect(Properties.AllowedOAuthScopes).toEqual(['openid', 'email', 'profile']);
    expect(Properties).toMatchObject({ PreventUserExistenceErrors: 'ENABLED' });
  });

  test('takes long passwords of any letters, and gives a first one for a week', () => {
    expect(template.only('AWS::Cognito::UserPool').Properties.Policies).toEqual({
      PasswordPolicy: {
        MinimumLength: 15,
        RequireLowercase: false,
        RequireUppercase: false,
        RequireNumbers: false,
        RequireSymbols: false,
        TemporaryPasswordValidityDays: 7,
      },
    });
  });

  test('gives refresh tokens that are used once, outlive a session of the console and are over on the same day', () => {
    const { Properties } = template.only('AWS::Cognito::UserPoolClient');
    expect(Properties).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      EnableTokenRevocation: true,
      ...{ AccessTokenValidity: 5, IdTokenValidity: 5, RefreshTokenValidity: 9 * 60 },
    });
  });
});

describe('mail', () => {
  test('is only handed over encrypted', () => {
    expect(template.only('AWS::SES::ConfigurationSet').Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    });
  });

  test('is signed for its domain', () => {
    expect(template.only('AWS::SES::EmailIdentity').Properties).toMatchObject({
      EmailIdentity: 'sopa.example',
      DkimAttributes: { SigningEnabled: true },
    });
  });

  test('is followed: what SES says of it reaches the records, or waits in a queue for two weeks', () => {
    expect(template.only('AWS::SES::ConfigurationSetEventDestination').Properties).toMatchObject({
      EventDestination: {
        MatchingEventTypes: ['send', 'delivery', 'deliveryDelay', 'reject', 'bounce', 'complaint'],
      },
    });
    const { Properties } = template.only('AWS::Events::Rule');
    expect(Properties.EventPattern).toMatchObject({ source: ['aws.ses'] });
    const [target] = [Properties.Targets].flat();
    expect(readable(Object(target).Arn)).toBe('FunctionsMailEvents');
    expect(readable(Object(target).DeadLetterConfig.Arn)).toBe('MailSendingLostEvents');
    expect(Object(target).RetryPolicy).toEqual({
      MaximumEventAgeInSeconds: 86_400,
      MaximumRetryAttempts: 20,
    });
    // EventBridge has delivered an event once Lambda has queued it: the function's own failures are Lambda's to keep.
    const { Properties: whenItFails } = template.only('AWS::Lambda::EventInvokeConfig');
    expect(readable(whenItFails.FunctionName)).toBe('FunctionsMailEvents');
    expect(readable(Object(whenItFails.DestinationConfig).OnFailure.Destination)).toBe(
      'MailSendingLostEvents',
    );
    expect(template.only('AWS::SQS::Queue').Properties.MessageRetentionPeriod).toBe(14 * 86_400);
  });
});

test('the master secret is long, plain, and survives the stack', () => {
  expect(template.only('AWS::SecretsManager::Secret')).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
  });
});

describe('alarms', () => {
  const alarms = template.ofType('AWS::CloudWatch::Alarm');
  const runbook = readFileSync(new URL('../../infra/runbook.md', import.meta.url), 'utf8');
  const sections = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);

  test('each wakes somebody up and names its section of the runbook, and each section has its alarm', () => {
    const named = alarms.map(({ id, Properties }) => {
      expect(Properties.AlarmActions).toEqual([{ Ref: template.only('AWS::SNS::Topic').id }]);
      const name = nameOf(id).replace(/^Alarms/, '');
      expect(Properties.AlarmDescription).toContain(`infra/runbook.md, "${name}"`);
      return name;
    });
    expect(named.sort()).toEqual(sections.sort());
  });

  test('may publish to the topic, which is told so since a policy of its own replaces the usual one', () => {
    const { Properties } = template.only('AWS::SNS::TopicPolicy');
    expect(Object(Properties.PolicyDocument).Statement).toContainEqual({
      Sid: 'AlarmsOfThisAccount',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: template.only('AWS::SNS::Topic').id },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('watch failed and timed-out executions of all machines', () => {
    const watched = alarms
      .filter(({ Properties }) => Properties.Namespace === 'AWS/States')
      .map(
        ({ Properties }) => `${Properties.MetricName} of ${readable(Object(Properties.Dimensions)[0].Value)}`,
      );
    expect(watched.sort()).toEqual([
      'ExecutionsFailed of MeetingLifeMachine',
      'ExecutionsFailed of StageLifecycleMachine',
      'ExecutionsFailed of WorkListMachine',
      'ExecutionsTimedOut of MeetingLifeMachine',
      'ExecutionsTimedOut of StageLifecycleMachine',
      'ExecutionsTimedOut of WorkListMachine',
    ]);
  });
});

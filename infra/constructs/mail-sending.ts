import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export type MailSendingProps = { mailDomain: string; mailFrom: string };

/** The domain that mails come from, how they leave, and what SES tells us about them afterwards. */
export class MailSending extends Construct {
  readonly identity: EmailIdentity;
  readonly configurationSet: ConfigurationSet;
  readonly lostEvents: Queue;
  readonly #mailFrom: string;

  constructor(scope: Construct, id: string, { mailDomain, mailFrom }: MailSendingProps) {
    super(scope, id);
    this.#mailFrom = mailFrom;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      // Reports carry personal data: a mail server that cannot do TLS does not get them in clear.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    // SES publishes to the account's default bus and to no other.
    this.configurationSet.addEventDestination('ToEventBridge', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
      ],
    });
    this.identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(mailDomain),
      dkimSigning: true,
      // The envelope's own domain, so that SPF aligns with the address that people see.
      mailFromDomain: `retours.${mailDomain}`,
      configurationSet: this.configurationSet,
    });
    this.#printRecords(mailDomain);
    this.lostEvents = new Queue(this, 'LostEvents', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.lostEvents).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is itself the dead-letter queue, of an EventBridge target, which the rule does not look at.',
    });
  }

  /** What the IT service sets for the mail domain (ADR 21): the deployment prints it. */
  #printRecords(mailDomain: string): void {
    const { region } = Stack.of(this);
    const print = (id: string, description: string, value: string) =>
      new CfnOutput(this, id, { description: `To be set by the IT service: ${description}`, value });
    for (const [index, { name, value }] of this.identity.dkimRecords.entries())
      print(`Dkim${index + 1}`, 'signature of mails', `${name}. CNAME ${value}.`);
    const returns = `retours.${mailDomain}.`;
    print('MailFromMx', 'mails that come back', `${returns} MX 10 feedback-smtp.${region}.amazonses.com.`);
    print('MailFromSpf', 'who may send', `${returns} TXT "v=spf1 include:amazonses.com ~all"`);
    print(
      'Dmarc',
      'what others do with mails that are not ours; p=quarantine once the reports are clean',
      `_dmarc.${mailDomain}. TXT "v=DMARC1; p=none; rua=mailto:${this.#mailFrom}"`,
    );
  }

  /** May send from our address, through our configuration set, and in no other way. */
  grantSend(grantee: IGrantable): void {
    const configurationSet = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
    Grant.addToPrincipal({
      grantee,
      actions: ['ses:SendRawEmail'],
      resourceArns: [this.identity.emailIdentityArn, configurationSet],
      conditions: { StringEquals: { 'ses:FromAddress': this.#mailFrom } },
    });
  }

  /**
   * SES says that it took a mail or refused it, that it arrived, is kept waiting or came back. What cannot be delivered for a day, or be written in three
   * attempts, waits in `lostEvents`.
   */
  tell(mailEvents: IFunction): void {
    // EventBridge has done its part once Lambda has queued the event: what then fails is Lambda's to try again and to keep.
    mailEvents.configureAsyncInvoke({
      // CDK's own destination would let the function ask about the queue, too.
      onFailure: { bind: () => ({ destination: this.lostEvents.queueArn }) },
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
    });
    Grant.addToPrincipal({
      grantee: mailEvents,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.lostEvents.queueArn],
    });
    new Rule(this, 'Events', {
      description: 'What became of a mail, told to the records',
      eventPattern: {
        source: ['aws.ses'],
        detailType: [
          ...['Email Sent', 'Email Delivered', 'Email Delivery Delayed'],
          ...['Email Rejected', 'Email Bounced', 'Email Complaint Received'],
        ],
      },
      targets: [
        new LambdaFunction(mailEvents, {
          deadLetterQueue: this.lostEvents,
          retryAttempts: 20,
          maxEventAge: Duration.days(1),
        }),
      ],
    });
  }
}

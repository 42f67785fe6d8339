import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describe, expect, inject, test } from 'vitest';
import { readContext } from '../../infra/context.ts';
import { synthesize } from '../../infra/synthesize.ts';
import { readable, readTemplate } from './template.ts';

const contextOf = (context: Record<string, string>) => readContext(new App({ context }).node);

const templateWith = (context: Record<string, string>) => {
  const outdir = mkdtempSync(join(tmpdir(), 'sopa-context-'));
  try {
    const assembly = synthesize({ outdir, context });
    return {
      template: readTemplate(assembly),
      text: readFileSync(join(assembly, 'Sopa.template.json'), 'utf8'),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

describe('what a deployment can set', () => {
  test('nothing has to be set', () => {
    expect(contextOf({})).toMatchObject({ mailDomain: 'sopa.example', mailFrom: 'sopa@sopa.example' });
  });

  test.each([
    ['a base address with a trailing slash', { publicUrl: 'https://sopa.example/' }, 'publicUrl'],
    ['a base address without TLS', { publicUrl: 'http://sopa.example' }, 'publicUrl'],
    ['a provider without TLS', { oidcIssuer: 'http://id.example', oidcClientId: 'sopa' }, 'oidcIssuer'],
    ['a base address that is none', { publicUrl: 'sopa.example' }, 'publicUrl'],
    ['a sender outside the mail domain', { mailFrom: 'sopa@elsewhere.example' }, 'mailFrom'],
    ['a provider without our name at it', { oidcIssuer: 'https://id.example' }, 'oidcClientId'],
    ['a login prefix that no domain can have', { loginPrefix: 'Sopa_1' }, 'loginPrefix'],
    ['a region outside the European Union', { region: 'us-east-1' }, 'European Union'],
    ['a domain without its certificate', { domainName: 'sopa.univ.example' }, 'certificateArn'],
    [
      'a certificate of another region',
      { domainName: 'sopa.univ.example', certificateArn: 'arn:aws:acm:us-east-1:1:certificate/x' },
      'another region',
    ],
  ])('%s is refused by name', (_, context, name) => {
    expect(() => contextOf(context)).toThrow(name);
  });

  const domain = {
    domainName: 'stages.univ.example',
    certificateArn: 'arn:aws:acm:eu-west-3:000000000000:certificate/1',
  };

  test('a domain of one’s own is mapped to the pages, its links go into mails, and the API’s endpoint is closed', () => {
    const { template } = templateWith(domain);
    expect(template.only('AWS::ApiGatewayV2::DomainName').Properties.DomainName).toBe('stages.univ.example');
    expect(template.only('AWS::ApiGatewayV2::DomainName').Properties.DomainNameConfigurations).toMatchObject([
      { SecurityPolicy: 'TLS_1_2', CertificateArn: domain.certificateArn },
    ]);
    expect(template.ofType('AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
    expect(template.only('AWS::ApiGatewayV2::Api').Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(template.ofType('AWS::Route53::RecordSet')).toEqual([]);
    const { Environment } = template.named('AWS::Lambda::Function', 'FunctionsOpenRound').Properties;
    expect(Environment).toMatchObject({ Variables: { PUBLIC_URL: 'https://stages.univ.example' } });
  });

  test('in a zone of the account the record is made; else it is printed for the IT service, with those of the mails', () => {
    const zone = { hostedZoneId: 'Z1', hostedZoneName: 'univ.example' };
    const { template } = templateWith({ ...domain, ...zone });
    expect(template.only('AWS::Route53::RecordSet').Properties.Name).toBe('stages.univ.example.');
    const { text } = templateWith({ ...domain, mailDomain: 'stages.univ.example' });
    for (const record of [
      'CNAME',
      'MX 10 feedback-smtp.eu-west-3.amazonses.com.',
      'v=spf1 include:amazonses.com ~all',
      'v=DMARC1',
    ])
      expect(text).toContain(record);
  });

  test('a second institution in the account has a stack, a login, a dashboard and counts of its own', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'sopa-context-'));
    try {
      const assembly = synthesize({ outdir, context: { stackName: 'Sopa-Lyon' } });
      const text = readFileSync(join(assembly, 'Sopa-Lyon.template.json'), 'utf8');
      expect(text).toContain('"POWERTOOLS_METRICS_NAMESPACE": "Sopa-Lyon"');
      expect(text).toContain('sopa-lyon-');
      expect(text).not.toMatch(/"(TableName|FunctionName|StateMachineName|RoleName|QueueName)": "/);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });

  test('an institute’s own domain and provider take the place of the API’s address and the user pool', () => {
    const { template } = templateWith({
      publicUrl: 'https://stages.example',
      mailDomain: 'stages.example',
      alarmEmail: 'astreinte@stages.example',
      oidcIssuer: 'https://id.example',
      oidcClientId: 'sopa',
    });
    const environmentOf = (name: string): unknown =>
      Object(template.named('AWS::Lambda::Function', name).Properties.Environment).Variables;
    expect(environmentOf('FunctionsSendAssignment')).toMatchObject({
      PUBLIC_URL: 'https://stages.example',
      MAIL_FROM: 'sopa@stages.example',
    });
    expect(template.only('AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'astreinte@stages.example',
    });
    expect(template.ofType('AWS::Cognito::UserPool')).toEqual([]);
    expect(environmentOf('FunctionsAuth')).toMatchObject({
      OIDC_ISSUER: 'https://id.example',
      OIDC_CLIENT_ID: 'sopa',
      OIDC_ROLE_CLAIM: 'role',
      OIDC_SITES_CLAIM: 'sites',
    });
  });
});

describe('a synthesis', () => {
  test('gives the same template every time, so that nothing unchanged is deployed again', () => {
    const { text } = templateWith({});
    expect(text).toBe(readFileSync(join(inject('assembly'), 'Sopa.template.json'), 'utf8'));
  });

  test('serves pages from the API’s own address by default', () => {
    const { Variables } = Object(
      readTemplate(inject('assembly')).named('AWS::Lambda::Function', 'FunctionsTutor').Properties
        .Environment,
    );
    expect(readable(Variables.PUBLIC_URL)).toBe('WebsiteApi.ApiEndpoint');
  });
});

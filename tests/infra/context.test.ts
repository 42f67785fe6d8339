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
    ['a base address that is none', { publicUrl: 'sopa.example' }, 'publicUrl'],
    ['a sender outside the mail domain', { mailFrom: 'sopa@elsewhere.example' }, 'mailFrom'],
    ['a provider without our name at it', { oidcIssuer: 'https://id.example' }, 'oidcClientId'],
    ['a login prefix that no domain can have', { loginPrefix: 'Sopa_1' }, 'loginPrefix'],
  ])('%s is refused by name', (_, context, name) => {
    expect(() => contextOf(context)).toThrow(name);
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Template } from '../../infra/local/template/cloud-assembly.ts';
import { intrinsics } from '../../infra/local/template/intrinsics.ts';
import { localAttributes } from '../../infra/local/template/local-attributes.ts';
import { matchRoute, type Route } from '../../infra/local/template/routes.ts';
import { following, scheduleProperties } from '../../infra/local/template/schedules.ts';

const template: Template = {
  Parameters: { Version: { Default: '1' }, Asked: {} },
  Mappings: { Sizes: { small: { memory: '128' } } },
  Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: {} },
    Named: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'send' } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  },
  Outputs: {},
};
const { resolve } = intrinsics(template, localAttributes(template, 'http://127.0.0.1:3000'));
const placeholder = (name: string) => `\${${name}}`;

describe('references of a template', () => {
  test.each([
    [{ Ref: 'Table' }, 'Table'],
    [{ 'Fn::GetAtt': ['Named', 'Arn'] }, 'arn:aws:lambda:eu-west-3:000000000000:function:send'],
    [{ 'Fn::GetAtt': 'Table.Arn' }, 'arn:aws:dynamodb:eu-west-3:000000000000:table/Table'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'Table' }, { Ref: 'AWS::Region' }]] }, 'a/Table/eu-west-3'],
    [
      { 'Fn::Sub': `${placeholder('Named.Arn')} ${placeholder('!kept')}` },
      `arn:aws:lambda:eu-west-3:000000000000:function:send ${placeholder('kept')}`,
    ],
    [{ 'Fn::Sub': [placeholder('x'), { x: { Ref: 'Version' } }] }, '1'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
    [{ 'Fn::If': ['Yes', 1, 2] }, 1],
    [{ 'Fn::If': ['No', 1, 2] }, 2],
    [{ 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, '128'],
    [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ])('%j gives %j', (value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test.each([
    [{ Ref: 'Nowhere' }, 'Nowhere'],
    [{ Ref: 'Asked' }, 'Asked'],
    [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'Bucket'],
    [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'Table'],
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
    [{ 'Fn::If': ['Perhaps', 1, 2] }, 'Perhaps'],
    [{ deep: [{ 'Fn::Join': ['', [{ Ref: 'Nowhere' }]] }] }, 'Nowhere'],
  ])('%j cannot be resolved, and the error names it', (value, named) => {
    expect(() => resolve(value)).toThrow(named);
  });

  test('whatever holds no reference comes out as it went in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!/"(Ref|Condition|Fn::[^"]*)"/.test(JSON.stringify(value)));
        expect(resolve(value)).toEqual(value);
      }),
    );
  });
});

describe('the route of a request', () => {
  const route = (routeKey: string): Route => {
    const [method = '', path = ''] = routeKey === '$default' ? ['ANY', '/{proxy+}'] : routeKey.split(' ');
    return {
      routeKey,
      apiId: 'Api',
      method: method === 'ANY' ? undefined : method,
      segments: path.split('/').slice(1),
      functionArn: '',
    };
  };
  const routes = ['GET /', 'ANY /r/{proxy+}', 'GET /r/help', 'ANY /r/help', 'GET /r/{id}', '$default'].map(
    route,
  );

  test.each([
    ['GET', '/', 'GET /'],
    ['GET', '/r/help', 'GET /r/help'],
    ['POST', '/r/help', 'ANY /r/help'],
    ['GET', '/r/abc', 'GET /r/{id}'],
    ['POST', '/r/abc', 'ANY /r/{proxy+}'],
    ['GET', '/r/abc/d', 'ANY /r/{proxy+}'],
    ['GET', '/r', '$default'],
    ['POST', '/', '$default'],
  ])('%s %s is %s', (method, path, expected) => {
    expect(matchRoute(routes, method, path)?.route.routeKey).toBe(expected);
  });

  test('path parameters are decoded, what cannot be decoded stays', () => {
    expect(matchRoute(routes, 'POST', '/r/a%20b/c')?.pathParameters).toEqual({ proxy: 'a b/c' });
    expect(matchRoute(routes, 'POST', '/r/%E0%A4%A')?.pathParameters).toEqual({ proxy: '%E0%A4%A' });
  });
});

describe('a schedule', () => {
  const parsed = (ScheduleExpression: string, ScheduleExpressionTimezone?: string) =>
    scheduleProperties.safeParse({
      ...{ FlexibleTimeWindow: { Mode: 'OFF' }, ScheduleExpression, ScheduleExpressionTimezone },
      Target: { Arn: 'a', RoleArn: 'b', Input: '{}' },
    });
  const nextOf = (properties: ReturnType<typeof parsed>, after: string): string => {
    if (!properties.success) throw properties.error;
    return new Date(following(properties.data, Date.parse(after))).toISOString();
  };

  test('at a rate comes at its multiples', () => {
    const halfHourly = parsed('rate(30 minutes)');
    expect(nextOf(halfHourly, '2026-10-09T14:00:00.000Z')).toBe('2026-10-09T14:30:00.000Z');
    expect(nextOf(parsed('rate(1 hour)'), '2026-10-09T14:59:00.000Z')).toBe('2026-10-09T15:00:00.000Z');
  });

  test('at a time of day comes at that time in Paris, whatever the season', () => {
    const morning = parsed('cron(0 8 * * ? *)', 'Europe/Paris');
    expect(nextOf(morning, '2026-10-09T05:59:59.999Z')).toBe('2026-10-09T06:00:00.000Z');
    expect(nextOf(morning, '2026-10-09T06:00:00.000Z')).toBe('2026-10-10T06:00:00.000Z');
    // Winter time begins on 25 October.
    expect(nextOf(morning, '2026-10-24T06:00:00.000Z')).toBe('2026-10-25T07:00:00.000Z');
  });

  test.each([
    ['cron(0 8 ? * MON-FRI *)', 'Europe/Paris'],
    ['cron(0 8 * * ? *)'],
    ['rate(1 day)'],
    ['at(2026-10-09T08:00:00)'],
  ])('that this machine does not run is refused: %s', (expression, zone?: string) => {
    expect(parsed(expression, zone).success).toBe(false);
  });
});

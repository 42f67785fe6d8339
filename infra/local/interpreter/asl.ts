import * as z from 'zod';

/**
 * The Amazon States Language our machines use, in JSONata mode, and nothing more: every schema is strict, so that a
 * field nobody taught the interpreter is refused when the definition is loaded instead of being ignored.
 * Shapes: https://states-language.net/spec.html and the Step Functions developer guide.
 */

const expression = z.string().regex(/^\{%[\s\S]*%\}$/, 'a JSONata expression between {% and %} is expected');
const wholeOrExpression = (least: number) =>
  z.union([z.int().min(least), expression], {
    error: `a whole number of at least ${least}, or a JSONata expression, is expected`,
  });
const assignments = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.unknown());

const described = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata', 'only JSONata is covered').optional(),
};
const computed = { Assign: assignments.optional(), Output: z.unknown().optional() };
const flowing = { Next: z.string().optional(), End: z.literal(true).optional() };

const errorNames = z.array(z.string().min(1)).min(1);
const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  IntervalSeconds: z.int().min(1).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxAttempts: z.int().min(0).optional(),
  MaxDelaySeconds: z.int().min(1).optional(),
  // Accepted and left without effect: a retry must fall on an instant that a test can name.
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
export type Retrier = z.infer<typeof retrier>;

const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  Next: z.string(),
  ...computed,
});
export type Catcher = z.infer<typeof catcher>;

const guarded = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

/** The synthesized ARN names the partition it is deployed to. */
const invocation = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:states:::lambda:invoke(\.waitForTaskToken)?$/,
    'only lambda:invoke, with or without .waitForTaskToken, is covered',
  );

const task = z.strictObject({
  Type: z.literal('Task'),
  ...described,
  ...computed,
  ...flowing,
  ...guarded,
  Resource: invocation,
  Arguments: z.strictObject({
    FunctionName: z.string().regex(/^arn:/, 'the function’s ARN is expected'),
    Payload: z.unknown().optional(),
  }),
  TimeoutSeconds: wholeOrExpression(1).optional(),
});
export type TaskState = z.infer<typeof task>;

const wait = z.strictObject({
  Type: z.literal('Wait'),
  ...described,
  ...computed,
  ...flowing,
  Seconds: wholeOrExpression(0).optional(),
  Timestamp: z.string().optional(),
});
const pass = z.strictObject({ Type: z.literal('Pass'), ...described, ...computed, ...flowing });
const choice = z.strictObject({
  Type: z.literal('Choice'),
  ...described,
  ...computed,
  Choices: z
    .array(
      z.strictObject({
        Comment: z.string().optional(),
        Condition: expression,
        Next: z.string(),
        ...computed,
      }),
    )
    .min(1),
  Default: z.string().optional(),
});
const succeed = z.strictObject({ Type: z.literal('Succeed'), ...described, Output: z.unknown().optional() });
const fail = z.strictObject({
  Type: z.literal('Fail'),
  ...described,
  Error: z.string().optional(),
  Cause: z.string().optional(),
});
export const stateByType = {
  Task: task,
  Wait: wait,
  Pass: pass,
  Choice: choice,
  Succeed: succeed,
  Fail: fail,
};
export type WaitState = z.infer<typeof wait>;
export type ChoiceState = z.infer<typeof choice>;
export type State =
  | TaskState
  | WaitState
  | z.infer<typeof pass>
  | ChoiceState
  | z.infer<typeof succeed>
  | z.infer<typeof fail>;

export const machineShape = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: described.QueryLanguage,
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.int().min(1).optional(),
  StartAt: z.string(),
  States: z.record(z.string(), z.unknown()),
});

declare module 'dynalite/validations/index.js' {
  export type Path = (string | number)[];
  /** One of the values that were handed over, the very same object. */
  export type Literal = { type?: undefined };
  export type Operation = { type: string; name?: string; args: Operand[] };
  export type Operand = Path | Operation | Literal;
  export type Section = {
    type: 'set' | 'add' | 'remove' | 'delete';
    path: Path;
    val: Operand;
    /** Of what is set, where the expression alone tells. */
    attrType?: string | null;
  };
  export type KeyCondition = { ComparisonOperator: string; AttributeValueList: Operand[] };

  export interface Expressions {
    UpdateExpression?: string | undefined;
    ConditionExpression?: string | undefined;
    KeyConditionExpression?: string | undefined;
    FilterExpression?: string | undefined;
    ProjectionExpression?: string | undefined;
    ExpressionAttributeNames?: Record<string, string> | undefined;
    ExpressionAttributeValues?: Record<string, object> | undefined;
  }
  interface Parsed extends Expressions {
    _updates?: { sections: Section[] };
    _condition?: { expression: Operation };
    _keyCondition?: { expression: Operation };
    _filter?: { expression: Operation; pathHeads: Record<string, true> };
    _projection?: { paths: Path[] };
  }
  const validations: {
    /** @returns what DynamoDB would say against the parameters, if anything */
    validateExpressionParams(
      request: Expressions,
      expressions: (keyof Expressions)[],
      others: string[],
    ): string | undefined;
    /** Adds what it parsed to the request. @returns what DynamoDB would say against it, if anything */
    validateExpressions(request: Parsed): string | undefined;
    /** @returns the conditions by attribute, or what DynamoDB would say against them */
    convertKeyCondition(expression: Operation): string | Record<string, KeyCondition>;
  };
  export default validations;
}

import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * What a function may do: the calls of functions/store/table.ts, `query` on a partition and `lookup` by the second key.
 * Nothing scans (design.md, 8), and nobody is granted the right to.
 */
export type TableRight = 'get' | 'put' | 'update' | 'delete' | 'query' | 'lookup';

const itemActions = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
};

/** The one table: campaigns, placements, reports, mails, links. Its keys are in functions/store/table-keys.ts. */
export class RecordsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      // Reports are records of an examination: neither a deleted stack nor a slip of the hand takes them away.
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'byLookup',
      partitionKey: { name: 'lookupPk', type: AttributeType.STRING },
      sortKey: { name: 'lookupSk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }

  grant(grantee: IGrantable, rights: readonly TableRight[]): void {
    const table = this.table.tableArn;
    for (const right of rights) {
      Grant.addToPrincipal({
        grantee,
        actions: [`dynamodb:${right === 'lookup' ? 'Query' : itemActions[right]}`],
        resourceArns: [right === 'lookup' ? `${table}/index/byLookup` : table],
      });
    }
  }
}

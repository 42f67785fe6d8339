import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { placementLine } from '../../schemas/placement.ts';
import { attentionAttributes } from '../../schemas/under-attention.ts';

/** Twenty attributes at the most (API reference, `Projection`): which campaign it is, its key says. */
const { campaignId: _, ...listed } = placementLine.shape;

/**
 * What a function may do: the calls of functions/store/table.ts, `query` on a partition; `lookup`, `due`, `list` and `attention`
 * on an index. Nothing scans (architecture, 8), and nobody is granted the right to.
 */
export type TableRight =
  | 'get'
  | 'put'
  | 'update'
  | 'delete'
  | 'query'
  | 'lookup'
  | 'due'
  | 'list'
  | 'attention';

const indexOf: Partial<Record<TableRight, string>> = {
  lookup: 'byLookup',
  due: 'byDue',
  list: 'byList',
  attention: 'byAttention',
};

const itemActions = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
  lookup: 'Query',
  due: 'Query',
  list: 'Query',
  attention: 'Query',
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
    // Sparse: only what was intended and is not done is in it.
    this.table.addGlobalSecondaryIndex({
      indexName: 'byDue',
      partitionKey: { name: 'duePk', type: AttributeType.STRING },
      sortKey: { name: 'dueSk', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['campaignId', 'studentNumber'],
    });
    // What lists show, and what they are filtered by: a tenth of a placement.
    this.table.addGlobalSecondaryIndex({
      indexName: 'byList',
      partitionKey: { name: 'listPk', type: AttributeType.STRING },
      sortKey: { name: 'listSk', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...Object.keys(listed), 'shape', 'listStep', 'listText'],
    });
    // Sparse as well: what waits for somebody, and what a line of that list shows.
    this.table.addGlobalSecondaryIndex({
      indexName: 'byAttention',
      partitionKey: { name: 'attentionPk', type: AttributeType.STRING },
      sortKey: { name: 'attentionSk', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...attentionAttributes, 'shape'],
    });
  }

  grant(grantee: IGrantable, rights: readonly TableRight[]): void {
    const table = this.table.tableArn;
    for (const right of rights) {
      const index = indexOf[right];
      Grant.addToPrincipal({
        grantee,
        actions: [`dynamodb:${itemActions[right]}`],
        resourceArns: [index ? `${table}/index/${index}` : table],
      });
    }
  }
}

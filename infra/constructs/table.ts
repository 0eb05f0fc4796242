/** The one table with its stream and indexes, as lib/store/schema.ts defines it. Gives each function its own items only. */

import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { expiryAttribute, tableKeys } from '../../lib/store/keys.ts';
import { tableDefinition } from '../../lib/store/schema.ts';
import { type Access, partitions } from '../access.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

export class ErrandTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { StreamSpecification, GlobalSecondaryIndexes } = tableDefinition('');
    this.table = new Table(this, 'Table', {
      partitionKey: text(tableKeys.partition),
      sortKey: text(tableKeys.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.DEFAULT,
      stream: StreamViewType[StreamSpecification?.StreamViewType ?? 'NEW_IMAGE'],
      timeToLiveAttribute: expiryAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const { IndexName = '', KeySchema = [], Projection = {} } of GlobalSecondaryIndexes ?? []) {
      const [partition, sort] = KeySchema.map(({ AttributeName = '' }) => text(AttributeName));
      if (partition === undefined || sort === undefined) throw new Error(`The index ${IndexName} has no two keys.`);
      this.table.addGlobalSecondaryIndex({
        indexName: IndexName,
        partitionKey: partition,
        sortKey: sort,
        projectionType: ProjectionType[Projection.ProjectionType ?? 'ALL'],
        ...(Projection.NonKeyAttributes === undefined ? {} : { nonKeyAttributes: Projection.NonKeyAttributes }),
      });
    }
  }

  get name(): string {
    return this.table.tableName;
  }

  /** A statement an action, bound to the partitions whose keys begin as named. */
  grantItems(grantee: IGrantable, { indexes = [], ...actions }: Access): void {
    const allow = (statement: PolicyStatementProps): void => {
      grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement(statement));
    };
    const resources = [this.table.tableArn];
    for (const [action, kinds] of Object.entries(actions)) {
      const keys = kinds.map(kind => partitions[kind]).sort();
      const conditions = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } };
      allow({ actions: [`dynamodb:${action}`], resources, conditions });
    }
    if (indexes.length === 0) return;
    allow({ actions: ['dynamodb:Query'], resources: indexes.map(name => `${this.table.tableArn}/index/${name}`) });
  }
}

import { CfnOutput } from 'aws-cdk-lib';
import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

export type OwnDomainProps = {
  api: HttpApi;
  stage: HttpStage;
  domainName: string;
  /** Of the region of the stack, for this very name. */
  certificateArn: string;
  /** A zone of this account that the name belongs to; without it, somebody sets the CNAME by hand. */
  zone?: { id: string; name: string } | undefined;
};

/** The institution's own name for the pages: tutors are taught to distrust any other (ADR 21). */
export class OwnDomain extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { api, stage, domainName, certificateArn, zone }: OwnDomainProps,
  ) {
    super(scope, id);
    const domain = new DomainName(this, 'Name', {
      domainName,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      // TLS 1.2 and 1.3: the least that HTTP APIs have, said so that it stays.
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, domainName: domain, stage });
    if (zone) {
      new ARecord(this, 'Record', {
        zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', {
          hostedZoneId: zone.id,
          zoneName: zone.name,
        }),
        recordName: `${domainName}.`,
        target: RecordTarget.fromAlias(
          new ApiGatewayv2DomainProperties(domain.regionalDomainName, domain.regionalHostedZoneId),
        ),
      });
      return;
    }
    new CfnOutput(this, 'Cname', {
      description: 'To be set by the IT service: the pages',
      value: `${domainName}. CNAME ${domain.regionalDomainName}.`,
    });
  }
}

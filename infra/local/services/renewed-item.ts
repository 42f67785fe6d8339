import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { placementItem } from '../../../functions/store/placements.ts';
import { placement } from '../../../schemas/placement.ts';

type Item = Record<string, unknown>;
const ofPlacement = z.object({ sk: z.object({ S: z.string().startsWith('PLACEMENT#') }) });

/** An item of an older folder, as the protocol writes it, with the addresses that today's indexes ask for. */
export const renewedItem = (item: Item): Item =>
  ofPlacement.safeParse(item).success
    ? marshall(placementItem(placement.parse(unmarshall(item as Parameters<typeof unmarshall>[0]))), {
        removeUndefinedValues: true,
      })
    : item;

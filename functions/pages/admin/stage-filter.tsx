import type { Stage } from '../../../schemas/programme.ts';

type Props = {
  /** Of the preview, which the address asks for as which stage. */
  path: string;
  label: string;
  stages: readonly Stage[];
  stage: Stage;
};

/** As which stage something is looked at. */
export const StageFilter = ({ path, label, stages, stage }: Props) => (
  <form method="get" action={path} class="filters">
    <div>
      <label for="stage">{label}</label>
      <select id="stage" name="stage">
        {stages.map((one) => (
          <option key={one.stageId} value={one.stageId} selected={one.stageId === stage.stageId}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
    <button class="secondary" type="submit">
      Voir pour ce stage
    </button>
  </form>
);

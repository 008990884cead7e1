import type { SeedMessage } from '../format';
import { say } from './said';
import { DEMO } from './table';

const { messages: id, rooms } = DEMO;

/** When jean last looked at any direct room, in minutes before the seeding. */
export const DIRECT_READ = 400;

/** The direct rooms of the last day: three and two messages wait for jean. */
export function directRooms(now: Date): SeedMessage[] {
    return [
        ...say(now, rooms.directAna, [
            [500, 'jean', 'Vou olhar o PR da fila depois do almoço.'],
            [260, 'ana.dev', 'Opa, conseguiu ver o PR? É o #4131, só falta um segundo par de olhos.'],
            [258, 'ana.dev', 'O ponto delicado é o `ack_deadline` em src/queue/consumer.ts.'],
            [190, 'ana.dev', 'Sem pressa, mas eu queria soltar ainda hoje.'],
        ]),
        ...say(now, rooms.directDiego, [
            [430, 'jean', 'Swap is fine, I take your Saturday.'],
            [215, 'diego.ops', 'You are a friend. Rota updated, Saturday is yours.'],
            [212, 'diego.ops', 'Could you send me the runbook for the certificate renewal before that?'],
        ]),
        ...say(now, rooms.trio, [
            [560, 'marina.lead', 'You two: who presents the archive decision?'],
            [552, 'ana.dev', 'I do the first half, jean does the numbers.'],
            [545, 'jean', 'Works for me.'],
        ]),
        ...say(now, rooms.directOfOthers, [
            [350, 'ana.dev', 'Você consegue rodar o checklist de novo?'],
            [342, 'diego.ops', 'Yes: smoke test before EOD, then I hand over to Priya.', { id: id.smokeTest }],
            [340, 'ana.dev', 'Perfeito, valeu.'],
        ]),
    ];
}

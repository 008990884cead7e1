import { parseOptions } from '../../dev/workspace/options';

describe('the command line', () => {
    it('has defaults', () => {
        expect(parseOptions([])).toEqual({ port: 3000, instances: 1, seed: 'demo', quiet: false, restLimit: false });
    });

    it('takes every option', () => {
        const line = '--port 4000 --instances 2 --data kept --seed talk.jsonl --quiet --rest-limit';
        expect(parseOptions(line.split(' '))).toEqual({
            port: 4000,
            instances: 2,
            data: 'kept',
            seed: 'talk.jsonl',
            quiet: true,
            restLimit: true,
        });
    });

    it.each([
        [['--port', 'abc'], '--port must be a whole number'],
        [['--instances', '0'], '--instances must be a whole number from 1'],
        [['--port', '65535', '--instances', '2'], 'no such ports'],
        [['--seed', 'all'], '--seed must be demo, none or a .jsonl file'],
        [['--nonsense'], "Unknown option '--nonsense'"],
        [['stray'], "Unexpected argument 'stray'"],
    ])('refuses %j', (args, problem) => {
        expect(() => parseOptions(args)).toThrow(problem);
    });
});

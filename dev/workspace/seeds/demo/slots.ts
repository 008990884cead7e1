import type { Random } from './random';

export const SERVICES = [
    'billing-api',
    'auth-gateway',
    'checkout-web',
    'notify-hub',
    'ledger-sync',
    'catalog-api',
    'media-worker',
    'edge-proxy',
    'report-runner',
    'search-index',
] as const;

type Filler = readonly string[] | ((random: Random, when: Date) => string);

const number =
    (low: number, high: number): Filler =>
    (random) =>
        String(random.integer(low, high));

/** What a script may leave open: `{service}`, `{city}`, … A suffix (`{service.2}`) asks for another value. */
const FILLERS: Readonly<Record<string, Filler>> = {
    service: SERVICES,
    /** Two releases a week, so that newer conversations speak of newer versions. */
    version: (random, when) => `v4.${Math.floor(when.getTime() / 302_400_000) % 200}.${random.integer(0, 6)}`,
    pr: (random) => `#${random.integer(3200, 4120)}`,
    issue: (random) => `#${random.integer(100, 999)}`,
    ticket: (random) => `PLAT-${random.integer(210, 980)}`,
    incident: (random) => `INC-${random.integer(1200, 2280)}`,
    sha: (random) => random.integer(0x1000000, 0xfffffff).toString(16),
    trace: (random) =>
        `${random.integer(0x10000000, 0x7fffffff).toString(16)}${random.integer(0x1000, 0xffff).toString(16)}`,
    few: number(2, 9),
    count: number(12, 480),
    thousands: (random) => `${random.integer(2, 98)},${random.integer(100, 999)}`,
    minutes: number(5, 55),
    percent: number(3, 96),
    ms: number(40, 1900),
    gb: number(2, 240),
    line: number(12, 418),
    euros: (random) => `€ ${random.integer(2, 48)}.${random.integer(1, 9)}00`,
    reais: (random) => `R$ ${random.integer(28, 64)},90`,
    dollars: (random) => `$${random.integer(4, 90)}k`,
    weekday: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
    dia: ['segunda', 'terça', 'quarta', 'quinta', 'sexta'],
    hour: ['9:15', '10:00', '11:30', '13:45', '14:00', '15:30', '16:20', '17:00'],
    region: ['sa-east-1', 'us-east-1', 'eu-west-1', 'ap-northeast-1'],
    customer: [
        'Padaria Aurora',
        'Hotel Miramar',
        'Clínica Boa Vista',
        'Nordwind Freight',
        'Lakeside Schools',
        'Sakura Books',
    ],
    city: ['Recife', 'Lisbon', 'Tokyo', 'Shanghai', 'Bogotá', 'Porto Alegre', 'Toronto', 'Curitiba'],
    restaurant: [
        'Cantina da Dona Lúcia',
        'o japa da esquina',
        'Empório Verde',
        'Boteco do Zé',
        'Tacos & Cia',
        'o quilo da praça',
    ],
    dish: ['feijoada', 'moqueca', 'poke de atum', 'strogonoff', 'lasanha', 'tacos al pastor', 'baião de dois', 'ramen'],
    candidate: ['Helena', 'Otávio', 'Nadia', 'Samuel', 'Ingrid', 'Caio', 'Leila', 'Bruno'],
    position: ['backend engineer', 'SRE', 'product designer', 'data engineer', 'mobile engineer', 'support lead'],
    screen: ['checkout', 'onboarding', 'settings', 'invoice list', 'search results', 'team switcher'],
    component: ['DateRangePicker', 'AvatarStack', 'InvoiceTable', 'CommandPalette', 'EmptyState', 'PlanSelector'],
    feature: ['bulk export', 'two-step login', 'saved filters', 'dark mode', 'audit trail', 'shared carts'],
    table: ['ledger_entries', 'invoice_lines', 'audit_events', 'session_tokens', 'catalog_items', 'webhook_deliveries'],
    column: ['tenant_id', 'created_at', 'amount_cents', 'external_ref', 'deleted_at', 'locale_code'],
    function: [
        'parseInvoiceLine',
        'retryWithBackoff',
        'mergeCartItems',
        'hydrateSession',
        'renderSummary',
        'claimNextJob',
    ],
    snake: [
        'max_pool_size',
        'retry_budget_ms',
        'feature_flag_ttl',
        'dead_letter_queue',
        'shard_key_hash',
        'idle_timeout_s',
    ],
    file: [
        'src/queue/consumer.ts',
        'src/billing/invoice-total.ts',
        'packages/ui/src/date-range.tsx',
        'services/notify/send_email.py',
        'infra/terraform/redis.tf',
        'lib/session/token-store.ts',
        'scripts/backfill_locale.sql',
    ],
    error: [
        'E11000 duplicate key error collection: prod.sessions index: token_hash_1',
        "TypeError: Cannot read properties of undefined (reading 'currency')",
        'ECONNRESET: socket hang up',
        'psycopg2.errors.DeadlockDetected: deadlock detected',
        'java.lang.OutOfMemoryError: GC overhead limit exceeded',
        'ERR_HTTP_HEADERS_SENT: Cannot set headers after they are sent',
    ],
    dashboard: [
        'https://grafana.example.com/d/latency?var-env=prod',
        'https://grafana.example.com/d/queues?from=now-6h',
        'https://status.example.com/history',
        'https://wiki.example.com/runbooks/failover',
    ],
    email: [
        'support@padaria-aurora.example',
        'it@nordwind.example',
        'billing@hotelmiramar.example',
        'ops@lakeside.example',
    ],
    vendor: ['the CDN', 'the e-mail provider', 'the log platform', 'the translation agency', 'the pager service'],
    song: ['Águas de Março', 'Construção', 'Take Five', 'Plastic Love', 'Clair de Lune', 'Blue in Green'],
};

/**
 * Returns a function that fills slots for one conversation: the same slot gets the same value throughout.
 * It throws on a slot nobody declared.
 */
export function slotFiller(random: Random, when: Date): (slot: string) => string {
    const chosen = new Map<string, string>();
    const taken = new Set<string>();
    return (slot) => {
        const known = chosen.get(slot);
        if (known !== undefined) {
            return known;
        }
        const filler = FILLERS[slot.split('.')[0] ?? slot];
        if (filler === undefined) {
            throw new Error(`Unknown slot {${slot}}`);
        }
        const draw = () => (typeof filler === 'function' ? filler(random, when) : random.pick(filler));
        let value = draw();
        while (taken.has(value)) {
            value = draw();
        }
        taken.add(value);
        chosen.set(slot, value);
        return value;
    };
}

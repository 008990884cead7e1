import type { Tool } from './define-tool';
import { getMessages } from './get-messages';
import { getThread } from './get-thread';
import { listRooms } from './list-rooms';
import { searchMessages } from './search-messages';
import { sendMessage } from './send-message';

/** Every tool of the product, in the order clients list them. */
export const tools: Tool[] = [listRooms, searchMessages, getMessages, getThread, sendMessage];

import { AppBridges } from '@rocket.chat/apps-engine/server/bridges/AppBridges';
import type { AppBroadcast, ServerPort } from '../../ports';
import { ActivationBridge, SettingChangesBridge } from './activation';
import { ApisBridge } from './apis';
import { CommandsBridge } from './commands';
import { EnvironmentBridge } from './environment';
import { HttpBridge } from './http';
import { InteractionsBridge } from './interactions';
import { InternalBridge, InternalFederationBridge } from './internal';
import { ListenersBridge } from './listeners';
import { MessagesBridge } from './messages';
import { PersistenceBridge } from './persistence';
import { refusedBridges } from './refused';
import { RolesBridge } from './roles';
import { RoomsBridge } from './rooms';
import { SchedulerBridge } from './scheduler';
import { SettingsBridge } from './settings';
import { ThreadsBridge } from './threads';
import { UploadsBridge } from './uploads';
import { UsersBridge } from './users';

/** All the bridges of one engine over one server. `announce` tells the other instances. */
export class WorkspaceBridges extends AppBridges {
    public readonly apis = new ApisBridge();
    public readonly commands = new CommandsBridge();
    public readonly scheduler: SchedulerBridge;
    private readonly bridges;

    constructor(port: ServerPort, announce: (message: AppBroadcast) => Promise<void>) {
        super();
        this.scheduler = new SchedulerBridge(port);
        this.bridges = {
            activation: new ActivationBridge(announce),
            environment: new EnvironmentBridge(),
            federation: new InternalFederationBridge(port),
            http: new HttpBridge(),
            interactions: new InteractionsBridge(port),
            internal: new InternalBridge(port),
            listeners: new ListenersBridge(),
            messages: new MessagesBridge(port),
            persistence: new PersistenceBridge(port),
            roles: new RolesBridge(port),
            rooms: new RoomsBridge(port),
            settingChanges: new SettingChangesBridge(announce),
            settings: new SettingsBridge(port),
            threads: new ThreadsBridge(port),
            uploads: new UploadsBridge(port),
            users: new UsersBridge(port),
        };
    }

    public getApiBridge = () => this.apis;
    public getAppActivationBridge = () => this.bridges.activation;
    public getAppDetailChangesBridge = () => this.bridges.settingChanges;
    public getCloudWorkspaceBridge = () => refusedBridges.cloud;
    public getCommandBridge = () => this.commands;
    public getContactBridge = () => refusedBridges.contact;
    public getEmailBridge = () => refusedBridges.email;
    public getEnvironmentalVariableBridge = () => this.bridges.environment;
    public getExperimentalBridge = () => refusedBridges.experimental;
    public getHttpBridge = () => this.bridges.http;
    public getInternalBridge = () => this.bridges.internal;
    public getInternalFederationBridge = () => this.bridges.federation;
    public getListenerBridge = () => this.bridges.listeners;
    public getLivechatBridge = () => refusedBridges.livechat;
    public getMessageBridge = () => this.bridges.messages;
    public getModerationBridge = () => refusedBridges.moderation;
    public getOAuthAppsBridge = () => refusedBridges.oauthApps;
    public getOutboundMessageBridge = () => refusedBridges.outboundMessage;
    public getPersistenceBridge = () => this.bridges.persistence;
    public getRoleBridge = () => this.bridges.roles;
    public getRoomBridge = () => this.bridges.rooms;
    public getSchedulerBridge = () => this.scheduler;
    public getServerSettingBridge = () => this.bridges.settings;
    public getThreadBridge = () => this.bridges.threads;
    public getUiInteractionBridge = () => this.bridges.interactions;
    public getUploadBridge = () => this.bridges.uploads;
    public getUserBridge = () => this.bridges.users;
    public getVideoConferenceBridge = () => refusedBridges.videoConference;
}

/** Names of the standard emoji people commonly react with. A real server knows some 3,000; custom ones come on top. */
const NAMES = `
100 +1 -1 airplane alarm_clock alien anger angry anguished apple arrow_down arrow_left arrow_right arrow_up art
astonished astronaut avocado baby balloon banana bar_chart battery beach beer beers bell bike birthday black_heart blue_heart
blush bomb book bookmark books boom bread broken_heart brain brown_heart bug bulb bus cake calendar call_me camera
candle car cat champagne chart_with_downwards_trend chart_with_upwards_trend checkered_flag cherries chicken
chipmunk christmas_tree clap classical_building clipboard clock clock1 clock12 cloud clown coffee cold_sweat
computer confetti_ball confounded confused construction cookie cool cop crab credit_card cricket crossed_fingers
cry crying_cat_face crystal_ball cucumber cupid dancer dash deer desktop disappointed disappointed_relieved
dizzy dizzy_face dna dog dollar dolphin door dragon droplet ear earth_africa earth_americas earth_asia egg
eight eject electric_plug elephant email envelope exclamation exploding_head expressionless eyeglasses eyes
face_with_monocle face_with_raised_eyebrow face_with_symbols_over_mouth facepalm fast_forward fearful feet fire
fire_engine fireworks fish fist five flag_white floppy_disk flushed fork_and_knife four fox fries frog game_die
gear gem ghost gift globe_with_meridians goat grapes green_apple green_heart green_square grey_exclamation
grey_question grimacing grin grinning guitar hammer hamburger hammer_and_wrench hand_splayed handshake hatched_chick
headphones hear_no_evil heart heart_eyes heart_eyes_cat heartbeat heartpulse heavy_check_mark heavy_minus_sign
heavy_plus_sign herb hibiscus hole honeybee hospital hot_face hot_pepper hotdog hourglass hourglass_flowing_sand house
hugging hugs hushed ice_cream icecream inbox_tray information_source innocent iphone joy joy_cat key keyboard kiss
kissing kissing_heart koala label ladybug laptop large_blue_circle last_quarter_moon laughing leaves lemon
lightning link lion_face lips lock loud_sound loudspeaker love_you_gesture mag mag_right magnet mailbox man mask
mechanical_arm medal memo metal microphone microscope milk mind_blown money_mouth moneybag monkey monkey_face moon
mountain mouse movie_camera muscle mushroom musical_note mute nail_care nauseated_face necktie nerd nerd_face neutral_face
new night_with_stars nine no no_entry no_entry_sign no_good no_mouth notebook notes ocean octagonal_sign octopus
ok ok_hand older_adult on one open_file_folder open_mouth orange orange_circle orange_heart outbox_tray owl package
page_facing_up palm_tree panda_face paperclip partly_sunny party partying_face pause_button peach pear pen pencil
pencil2 penguin pensive pepper persevere person_facepalming person_shrugging phone pig pill pinched_fingers pineapple
pizza place_of_worship plate_with_cutlery play_or_pause pleading_face point_down point_left point_right point_up
point_up_2 police_car poop popcorn potato pouting_cat pray pretzel purple_circle purple_heart purse pushpin question
rabbit racehorse racing_car rage rainbow raised_hand raised_hands raising_hand recycle red_circle red_car
regional_indicator_a relaxed relieved repeat revolving_hearts ribbon ring robot rocket rofl rolling_eyes rose
rotating_light rugby_football running sad salad sandwich santa satellite satisfied sauropod scales scissors scream
seat see_no_evil seedling seven shield ship shrug shushing_face sick six skull sleeping sleepy slight_frown slight_smile
sloth slightly_smiling_face small_red_triangle smile smile_cat smiley smiley_cat smirk snail snake sneezing_face
snowflake snowman sob soccer sos sound space_invader sparkle sparkles sparkling_heart speak_no_evil speaker
speech_balloon speech_left spider spiral_calendar_pad sponge star star2 star_struck stop_sign stopwatch strawberry
strong stuck_out_tongue stuck_out_tongue_closed_eyes stuck_out_tongue_winking_eye sun_with_face sunflower sunglasses
sunny sunrise sushi sweat sweat_drops sweat_smile syringe t_rex taco tada tangerine taxi tea telephone ten tent
test_tube thermometer thinking thinking_face thought_balloon three thumbdown thumbsdown thumbsup thumbup ticket tiger
tired_face toilet tomato tongue toolbox tools tooth tophat tractor traffic_light train triangular_flag_on_post trophy
tropical_fish truck tulip turtle tv two two_hearts umbrella unamused unicorn unlock up upside_down v vertical_traffic_light
video_camera vs vulcan warning wastebasket watch watermelon wave weary whale wheelchair white_check_mark white_circle
white_flag white_heart wilted_rose wind_blowing_face wine_glass wink wolf woman woozy_face worried wrench writing_hand x
yawning_face yellow_circle yellow_heart yum zany_face zap zebra zero zipper_mouth zombie zzz
`;

const KNOWN = new Set(NAMES.trim().split(/\s+/));

/** Whether there is a standard emoji of this name (without colons; a skin tone may follow). */
export const isStandardEmoji = (name: string): boolean => KNOWN.has(name.replace(/_tone[1-5]$/, ''));

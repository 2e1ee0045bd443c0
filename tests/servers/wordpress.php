<?php
// Does to a WordPress what the JSON on standard input says, through WordPress itself, and prints the new ids as JSON.
$site = getenv('WP_SITE');
$_SERVER['HTTP_HOST'] = '127.0.0.1';
if (($argv[1] ?? '') === 'install') {
    define('WP_INSTALLING', true);
    require "$site/wp-load.php";
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    wp_install('Blog', 'editor', 'editor@pulse.local', false, '', 'pw-for-tests');
    wp_delete_post(1, true);
    update_option('timezone_string', 'Europe/Helsinki');
    update_option('permalink_structure', '/%year%/%postname%/');
    update_option('posts_per_rss', 10);
    flush_rewrite_rules();
    exit;
}
require "$site/wp-load.php";
kses_remove_filters();
function said($at) { return $at ?: gmdate('Y-m-d H:i:s'); }
function post($d) {
    $at = said($d['at'] ?? null);
    return wp_insert_post(wp_slash(array('post_title' => $d['title'], 'post_content' => $d['text'],
        'post_status' => 'publish', 'post_author' => 1, 'post_date_gmt' => $at, 'post_date' => get_date_from_gmt($at),
        'post_password' => $d['password'] ?? '')));
}
function comment($d) {
    $at = said($d['at'] ?? null);
    return wp_insert_comment(wp_slash(array('comment_post_ID' => $d['post'], 'comment_author' => $d['author'] ?? 'Guest',
        'comment_content' => $d['text'], 'comment_parent' => $d['parent'] ?? 0, 'user_id' => $d['user'] ?? 0,
        'comment_date_gmt' => $at, 'comment_date' => get_date_from_gmt($at), 'comment_approved' => $d['approved'] ?? 1)));
}
$made = array();
foreach (json_decode(file_get_contents('php://stdin'), true) as list($what, $d)) {
    switch ($what) {
        case 'post': $made[] = post($d); break;
        case 'comment': $made[] = comment($d); break;
        case 'edit post': wp_update_post(wp_slash(array('ID' => $d['id'], 'post_content' => $d['text']))); break;
        case 'edit comment': wp_update_comment(wp_slash(array('comment_ID' => $d['id'], 'comment_content' => $d['text']))); break;
        case 'approve': wp_set_comment_status($d['id'], 'approve'); break;
        case 'hold': wp_set_comment_status($d['id'], 'hold'); break;
        case 'trash post': wp_trash_post($d['id']); break;
        case 'untrash post': wp_untrash_post($d['id']); wp_publish_post($d['id']); break;
        case 'delete comment': wp_delete_comment($d['id'], true); break;
        case 'option': update_option($d['name'], $d['value']); flush_rewrite_rules(); break;
        case 'empty':
            foreach (get_posts(array('numberposts' => -1, 'post_status' => 'any')) as $p) wp_delete_post($p->ID, true);
            break;
        default: fwrite(STDERR, "unknown: $what\n"); exit(1);
    }
}
echo json_encode($made);
